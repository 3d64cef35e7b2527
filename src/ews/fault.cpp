#include "ews/fault.hpp"

#include "base/ascii.hpp"
#include "ews/response.hpp"

#include <charconv>
#include <fmt/format.h>

namespace likeness::ews {

namespace {

// What Exchange calls the operations' own faults in faultcode; SOAP's own are in SOAP's namespace.
void write_fault_code(xml::Writer& writer, Fault const& fault, Spellings const& spellings)
{
    writer.open("faultcode");
    if (fault.must_understand)
        writer.text("s:MustUnderstand");
    else
        writer.attribute("xmlns:a", spellings.types_uri())
            .text(fmt::format("a:{}", response_code(fault.code)));
    writer.close();
}

void write_message_xml(xml::Writer& writer, Fault const& fault)
{
    if (!fault.violation && !fault.back_off) return;
    writer.open("t:MessageXml");
    if (auto const& violation = fault.violation) {
        writer.element("t:LineNumber", std::to_string(violation->at.line));
        writer.element("t:LinePosition", std::to_string(violation->at.column));
        writer.element("t:Violation", violation->what);
    }
    if (auto const& wait = fault.back_off)
        writer.open("t:Value")
            .attribute("Name", "BackOffMilliseconds")
            .text(std::to_string(wait->count()))
            .close();
    writer.close();
}

// The first element of this name below `element`, in whatever namespace: servers differ in it.
xml::Element const* find_below(xml::Element const& element, std::string_view name)
{
    for (auto const& child : element.children()) {
        if (child.name == name) return &child;
        if (auto const* const deeper = find_below(child, name)) return deeper;
    }
    return nullptr;
}

std::string_view text_below(xml::Element const& element, std::string_view name)
{
    auto const* const found = find_below(element, name);
    return found ? base::trim(found->text) : std::string_view();
}

template <class Number> std::optional<Number> number_from(std::string_view text)
{
    Number number {};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<Fault::Violation> read_violation(xml::Element const& fault)
{
    auto const line = number_from<std::uint32_t>(text_below(fault, "LineNumber"));
    if (!line) return std::nullopt;
    return Fault::Violation { { *line,
                                  number_from<std::uint32_t>(text_below(fault, "LinePosition")).value_or(1) },
        std::string(text_below(fault, "Violation")) };
}

std::string_view behind_colon(std::string_view name)
{
    auto const halves = base::split_once(name, ':');
    return halves ? halves->after : name;
}

}

tl::unexpected<Fault> refuse(Code code)
{
    return tl::unexpected(Fault { .code = code, .message = std::string(exchange_text(code)) });
}

tl::unexpected<Fault> refuse_form(xml::Position at, std::string what)
{
    return tl::unexpected(Fault { .code = Code::schema_validation,
        .message = std::string(exchange_text(Code::schema_validation)),
        .violation = Fault::Violation { at, std::move(what) } });
}

std::string write_fault(Fault const& fault, Spellings const& spellings, ServerVersion const& version)
{
    ResponseWriter response(spellings, version);
    auto& writer = response.body();
    writer.open("s:Fault");
    write_fault_code(writer, fault, spellings);
    auto const message = fault.violation
        ? fault.message.substr(0, fault.message.find_last_not_of('.') + 1) + ": " + fault.violation->what
        : fault.message;
    writer.open("faultstring").attribute("xml:lang", "en-US").text(message).close();
    if (!fault.must_understand) { // SOAP: a fault about a header says nothing of the body in detail.
        writer.open("detail");
        for (auto const& [name, text] :
            { std::pair<std::string_view, std::string_view>("e:ResponseCode", response_code(fault.code)),
                { "e:Message", fault.message } })
            writer.open(name).attribute("xmlns:e", spellings.errors_uri()).text(text).close();
        write_message_xml(writer, fault);
        writer.close();
    }
    writer.close();
    return response.finish();
}

std::optional<std::chrono::milliseconds> read_back_off(xml::Element const& element)
{
    auto const* const more = find_below(element, "MessageXml");
    if (!more) return std::nullopt;
    for (auto const& value : more->children())
        if (value.attribute("Name") == "BackOffMilliseconds")
            if (auto const number = number_from<std::int32_t>(base::trim(value.text)); number && *number >= 0)
                return std::chrono::milliseconds(*number);
    return std::nullopt;
}

std::optional<Fault> read_fault(xml::Element const& element)
{
    if (element.name != "Fault" || element.space != xml::soap_space) return std::nullopt;
    auto const said = text_below(element, "ResponseCode");
    auto const fault_code = behind_colon(text_below(element, "faultcode"));
    auto const code = code_from(said.empty() ? fault_code : said);
    auto const message = text_below(element, "Message");
    Fault fault { .code = code.value_or(Code::internal_server_error),
        .message = std::string(message.empty() ? text_below(element, "faultstring") : message),
        .violation = read_violation(element),
        .back_off = read_back_off(element) };
    if (!code) fault.foreign_code = said.empty() ? fault_code : said;
    if (fault_code == "MustUnderstand") {
        fault.code = Code::invalid_request;
        fault.foreign_code.clear();
        fault.must_understand = true;
    }
    return fault;
}

}
