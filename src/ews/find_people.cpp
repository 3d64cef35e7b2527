#include "ews/find_people.hpp"

#include "base/ascii.hpp"
#include "ews/folder_reference.hpp"
#include "ews/indexed_page.hpp"
#include "ews/mailbox_element.hpp"
#include "ews/persona_element.hpp"
#include "ews/persona_shape.hpp"
#include "ews/restriction.hpp"

namespace likeness::ews {

namespace {

using By = PeopleOrder::By;

constexpr std::array<std::pair<std::string_view, bool>, 2> directions { { { "Ascending", false },
    { "Descending", true } } };

// The properties that people are sorted by; the first of each is the one that is written.
constexpr std::array<std::pair<PersonaProperty, By>, 4> orders { {
    { PersonaProperty::display_names, By::display_name },
    { PersonaProperty::file_as, By::display_name },
    { PersonaProperty::email, By::email_address },
    { PersonaProperty::relevance, By::relevance },
} };

Result<PeopleOrder> order_of(std::optional<PersonaProperty> property, bool descending)
{
    for (auto const& [known, by] : orders)
        if (known == property) return PeopleOrder { by, descending };
    return fail(Code::invalid_request);
}

Readable<void> read_order(FindPeople& request, xml::Element const& sort_order)
{
    for (auto const& field : sort_order.children()) {
        auto const direction = required_attribute(field, "Order");
        if (!direction) return tl::unexpected(direction.error());
        auto const descending = enumerated(field, *direction, directions);
        if (!descending) return tl::unexpected(descending.error());
        if (!field.first_child) return refuse_form(field.at, "'FieldOrder' lacks its path.");
        auto const property = read_persona_property(*field.first_child);
        if (!property) return tl::unexpected(property.error());
        request.order.push_back(order_of(*property, *descending));
    }
    return {};
}

bool is_directory(xml::Element const& folder)
{
    return folder.is(types, "DistinguishedFolderId")
        && base::trim(folder.attribute("Id").value_or("")) == "directory";
}

Readable<void> read_where(FindPeople& request, xml::Element const& parent)
{
    if (!parent.first_child) return refuse_form(parent.at, "'ParentFolderId' is empty.");
    if (is_directory(*parent.first_child)) {
        request.where = FindPeople::Where::directory;
        return {};
    }
    auto folder = read_folder_reference(*parent.first_child);
    if (!folder) return tl::unexpected(folder.error());
    request.where = FindPeople::Where::folder;
    request.folder = std::move(*folder);
    return {};
}

void write_order(xml::Writer& writer, std::vector<Result<PeopleOrder>> const& order)
{
    if (order.empty()) return;
    writer.open("m:SortOrder");
    for (auto const& by : order) {
        if (!by) continue;
        writer.open("t:FieldOrder").attribute("Order", name_in(directions, by->descending));
        for (auto const& [property, known] : orders)
            if (known == by->by) {
                writer.open("t:FieldURI").attribute("FieldURI", persona_uri(property)).close();
                break;
            }
        writer.close();
    }
    writer.close();
}

void write_where(xml::Writer& writer, FindPeople const& request)
{
    bool const is_directory = request.where == FindPeople::Where::directory;
    if (!is_directory && !(request.folder && *request.folder)) return;
    writer.open("m:ParentFolderId");
    if (is_directory)
        writer.open("t:DistinguishedFolderId").attribute("Id", "directory").close();
    else
        write_folder_reference(writer, **request.folder);
    writer.close();
}

Readable<void> read_number(int& number, xml::Element const& content, std::string_view name)
{
    auto const* const element = content.child(messages, name);
    if (!element) return {};
    auto const read = read_integer(*element, element->text);
    if (!read) return tl::unexpected(read.error());
    number = *read;
    return {};
}

}

Readable<FindPeople> read_find_people(xml::Element const& operation, Schema)
{
    auto const shape = read_persona_shape(operation);
    if (!shape) return tl::unexpected(shape.error());
    auto const view = required_child(operation, messages, "IndexedPageItemView");
    if (!view) return tl::unexpected(view.error());
    auto const page = read_indexed_page(**view);
    if (!page) return tl::unexpected(page.error());
    FindPeople request { .shape = *shape, .page = *page };
    if (auto const* const element = operation.child(messages, "Restriction")) {
        auto restriction = read_restriction(*element);
        if (!restriction) return tl::unexpected(restriction.error());
        request.restriction = std::move(*restriction);
    }
    if (auto const* const order = operation.child(messages, "SortOrder"))
        if (auto read = read_order(request, *order); !read) return tl::unexpected(read.error());
    if (auto const* const parent = operation.child(messages, "ParentFolderId"))
        if (auto read = read_where(request, *parent); !read) return tl::unexpected(read.error());
    request.query = text_of(operation, messages, "QueryString");
    return request;
}

void write_find_people(xml::Writer& writer, FindPeople const& request)
{
    writer.open("m:FindPeople");
    write_persona_shape(writer, request.shape);
    write_indexed_page(writer, "m:IndexedPageItemView", request.page);
    if (request.restriction) write_restriction(writer, *request.restriction);
    write_order(writer, request.order);
    write_where(writer, request);
    if (!request.query.empty()) writer.element("m:QueryString", request.query);
    writer.close();
}

void write_find_people_response(ResponseWriter& response, FindPeopleAnswer const& answer)
{
    auto& writer = response.body();
    open_message(writer, "m:FindPeopleResponse", answer ? nullptr : &answer.error());
    if (answer) {
        writer.open("m:People");
        for (auto const& persona : answer->people) write_persona(writer, "t:Persona", persona);
        writer.close();
        writer.element("m:TotalNumberOfPeopleInView", std::to_string(answer->total))
            .element("m:FirstMatchingRowIndex", std::to_string(answer->first_matching))
            .element("m:FirstLoadedRowIndex", std::to_string(answer->first_loaded));
    }
    writer.close();
}

Readable<FindPeopleAnswer> read_find_people_response(xml::Element const& content)
{
    if (!content.is(messages, "FindPeopleResponse"))
        return refuse_form(content.at, "this is no FindPeopleResponse");
    if (auto error = read_outcome(content)) return FindPeopleAnswer(tl::unexpected(std::move(*error)));
    KeptText texts;
    FoundPeople found { .owners = { texts.owner() } };
    if (auto const* const people = content.child(messages, "People"))
        for (auto const& persona : people->children())
            if (persona.is(types, "Persona")) found.people.push_back(read_persona(persona, texts));
    found.total = static_cast<int>(found.people.size());
    for (auto const& [name, number] : { std::pair("TotalNumberOfPeopleInView", &found.total),
             { "FirstMatchingRowIndex", &found.first_matching },
             { "FirstLoadedRowIndex", &found.first_loaded } })
        if (auto read = read_number(*number, content, name); !read) return tl::unexpected(read.error());
    return FindPeopleAnswer(std::move(found));
}

}
