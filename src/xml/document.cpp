// Theory: expat is fed in pieces and calls a Builder for each tag and run of text. What expat has been given and has
// not made a token of is looked at after each piece: a token that outgrows its limit is refused before it is whole.
// Text is not copied where it stands in the bytes just as it is meant, which is nearly always: a picture of 27 MB in
// base64 stays where the connection put it.
// Making a parser costs a third of what it takes to read a request of every day (some thirty allocations, a call for
// random bytes), so each thread keeps one and resets it.
#include "xml/document.hpp"

#include "base/ascii.hpp"
#include "base/keyed_hash.hpp"
#include "xml/limits.hpp"

#include <cstring>
#include <expat.h>

namespace likeness::xml {

namespace {

constexpr char separator = '\x01'; // Between namespace and name; XML text cannot hold it.
constexpr std::size_t piece_bytes = 16u << 10;
constexpr std::size_t first_memory_bytes = 4u << 10;

struct FreeParser {
    void operator()(XML_Parser raw) const noexcept { XML_ParserFree(raw); }
};
using Parser = std::unique_ptr<XML_ParserStruct, FreeParser>;

// A document this long leaves a parser with more memory than a thread should keep.
constexpr std::size_t kept_after_bytes_max = 64u << 10;

// The thread's parser; empty while a document is being read, and until the first one.
Parser& kept_parser()
{
    thread_local Parser kept;
    return kept;
}

// What keeps a stranger from choosing names that collide in the parser's tables. Of libsodium, once a thread, where
// expat would ask the system for each document.
unsigned long hash_salt()
{
    thread_local unsigned long const salt = [] {
        auto const random = base::random_key();
        unsigned long made = 0;
        std::memcpy(&made, random.data(), sizeof made);
        return made | 1; // 0 would tell expat to make its own.
    }();
    return salt;
}

Parser parser_for(char const* encoding)
{
    auto parser = std::exchange(kept_parser(), nullptr);
    if (!parser || !XML_ParserReset(parser.get(), encoding))
        parser.reset(XML_ParserCreateNS(encoding, separator));
    if (parser) XML_SetHashSalt(parser.get(), hash_salt());
    return parser;
}

std::string_view reason_of(XML_Error error)
{
    auto const* const text = XML_ErrorString(error); // Of static storage.
    return text ? text : "not well-formed";
}

Position position_in(XML_Parser parser)
{
    return { static_cast<std::uint32_t>(XML_GetCurrentLineNumber(parser)),
        static_cast<std::uint32_t>(XML_GetCurrentColumnNumber(parser) + 1) };
}

bool starts_with(base::ByteView bytes, std::string_view mark)
{
    return base::as_text(bytes).starts_with(mark);
}

// What expat is told of the encoding: nullptr leaves it to the byte order mark and the declaration. nullopt where it
// is one that we do not read.
std::optional<char const*> encoding_for(base::ByteView bytes, std::string_view charset)
{
    using base::equals_ignoring_ascii_case;
    if (charset.empty() || starts_with(bytes, "\xFE\xFF") || starts_with(bytes, "\xFF\xFE")) return nullptr;
    for (auto const* const known : { "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "US-ASCII" })
        if (equals_ignoring_ascii_case(charset, known)) return known;
    if (equals_ignoring_ascii_case(charset, "utf8")) return "UTF-8";
    return std::nullopt;
}

}

class Builder {
public:
    Builder(base::ByteView bytes, Vocabulary vocabulary)
        : bytes_(base::as_text(bytes))
        , vocabulary_(vocabulary)
    {
        document_.memory_ = std::make_unique<std::pmr::monotonic_buffer_resource>(first_memory_bytes);
    }

    ~Builder()
    {
        if (bytes_.size() <= kept_after_bytes_max) kept_parser() = std::move(parser_);
    }
    Builder(Builder const&) = delete;
    Builder& operator=(Builder const&) = delete;

    base::BasicResult<Document, Defect> read(char const* encoding);

private:
    static Builder& of(void* user) { return *static_cast<Builder*>(user); }

    void set_handlers();
    bool feed(std::string_view piece, bool last);
    void refuse(std::string_view reason);

    void start(XML_Char const* name, XML_Char const** attributes);
    void end();
    void text(std::string_view run);
    void declare(XML_Char const* uri);

    struct Named {
        Space space = no_space;
        Namespace const* known = nullptr;
        std::string_view local;
    };
    Named named(std::string_view name) const;
    Namespace const* find(std::string_view uri) const;
    std::string_view copy(std::string_view text);
    std::span<Attribute const> copy_attributes(XML_Char const** attributes);
    template <class Value> Value* make(std::size_t count = 1)
    {
        auto* const raw = document_.memory_->allocate(count * sizeof(Value), alignof(Value));
        return std::uninitialized_value_construct_n(static_cast<Value*>(raw), count) - count;
    }

    // An element whose end tag has not come yet.
    struct Open {
        Element* element = nullptr;
        Element* last_child = nullptr;
    };

    std::string_view const bytes_;
    Vocabulary const vocabulary_;
    Document document_;
    Parser parser_;
    std::array<Open, limits::depth_max> open_ {};
    std::size_t depth_ = 0;
    std::size_t elements_ = 0;
    std::size_t attributes_ = 0;
    std::size_t declarations_ = 0; // Of prefixes, in the start tag that is being read.
    // The text of the innermost element: in the bytes as long as it can be, else in `gathered_`.
    std::string_view seen_;
    std::string gathered_;
    std::optional<Defect> defect_;
};

base::BasicResult<Document, Defect> Document::read(
    base::ByteView bytes, std::string_view charset, Vocabulary vocabulary)
{
    auto const encoding = encoding_for(bytes, charset);
    if (!encoding) return tl::unexpected(Defect { {}, "the character set is none that is read here" });
    return Builder(bytes, vocabulary).read(*encoding);
}

base::BasicResult<Document, Defect> Builder::read(char const* encoding)
{
    parser_ = parser_for(encoding);
    if (!parser_) return tl::unexpected(Defect { {}, "out of memory" });
    set_handlers();
    auto rest = bytes_;
    bool last = false;
    while (!last) {
        auto const piece = rest.substr(0, piece_bytes);
        rest.remove_prefix(piece.size());
        last = rest.empty();
        if (!feed(piece, last)) return tl::unexpected(*defect_);
    }
    return std::move(document_);
}

void Builder::set_handlers()
{
    auto* const parser = parser_.get();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* user, XML_Char const* name, XML_Char const** attributes) {
            of(user).start(name, attributes);
        },
        [](void* user, XML_Char const*) { of(user).end(); });
    XML_SetCharacterDataHandler(parser, [](void* user, XML_Char const* text, int length) {
        of(user).text({ text, static_cast<std::size_t>(length) });
    });
    XML_SetStartNamespaceDeclHandler(
        parser, [](void* user, XML_Char const*, XML_Char const* uri) { of(user).declare(uri); });
    XML_SetStartDoctypeDeclHandler(
        parser, [](void* user, XML_Char const*, XML_Char const*, XML_Char const*, int) {
            of(user).refuse("a DOCTYPE is not taken");
        });
}

// Whether reading may go on; `defect_` says why not.
bool Builder::feed(std::string_view piece, bool last)
{
    auto* const parser = parser_.get();
    auto const status = XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), last);
    if (status != XML_STATUS_OK && !defect_)
        defect_ = Defect { position_in(parser), reason_of(XML_GetErrorCode(parser)) };
    if (!defect_ && !last) {
        auto const fed = static_cast<std::size_t>(piece.data() + piece.size() - bytes_.data());
        auto const read = static_cast<std::size_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(parser)));
        if (fed - read > limits::token_bytes_max)
            defect_ = Defect { position_in(parser), "a tag or comment is too long" };
    }
    return !defect_;
}

void Builder::refuse(std::string_view reason)
{
    if (defect_) return;
    defect_ = Defect { position_in(parser_.get()), reason };
    XML_StopParser(parser_.get(), XML_FALSE);
}

Namespace const* Builder::find(std::string_view uri) const
{
    for (auto const& known : vocabulary_)
        if (known.uri == uri) return &known;
    return nullptr;
}

Builder::Named Builder::named(std::string_view name) const
{
    auto const halves = base::split_once(name, separator);
    if (!halves) return { no_space, nullptr, name };
    auto const* const known = find(halves->before);
    return { known ? known->space : unknown_space, known, halves->after };
}

std::string_view Builder::copy(std::string_view text)
{
    if (text.empty()) return {};
    auto* const copied = static_cast<char*>(document_.memory_->allocate(text.size(), 1));
    std::memcpy(copied, text.data(), text.size());
    return { copied, text.size() };
}

std::span<Attribute const> Builder::copy_attributes(XML_Char const** attributes)
{
    std::size_t count = 0;
    while (attributes[2 * count]) ++count;
    auto const with_declarations = count + std::exchange(declarations_, 0);
    attributes_ += with_declarations;
    if (with_declarations > limits::attributes_per_element_max) refuse("an element has too many attributes");
    if (attributes_ > limits::attributes_max) refuse("there are too many attributes");
    if (defect_) return {};
    if (count == 0) return {};
    auto* const copied = make<Attribute>(count);
    for (std::size_t i = 0; i < count; ++i) {
        auto const name = named(attributes[2 * i]);
        copied[i] = { name.space, copy(name.local), copy(attributes[2 * i + 1]) };
    }
    return { copied, count };
}

void Builder::start(XML_Char const* name, XML_Char const** attributes)
{
    if (defect_) return;
    if (depth_ == open_.size()) return refuse("elements are nested too deep");
    if (++elements_ > limits::elements_max) return refuse("there are too many elements");

    auto const is = named(name);
    if (is.known && !document_.used_[is.space]) document_.used_[is.space] = is.known->spelling;
    auto* const element = make<Element>();
    element->space = is.space;
    element->name = copy(is.local);
    element->attributes = copy_attributes(attributes);
    element->at = position_in(parser_.get());
    ++element->at.column; // Past the "<".

    if (depth_ == 0) {
        document_.root_ = element;
    } else {
        auto& parent = open_[depth_ - 1];
        (parent.last_child ? parent.last_child->next : parent.element->first_child) = element;
        parent.last_child = element;
    }
    open_[depth_++] = { element, nullptr };
    seen_ = {};
    gathered_.clear();
}

void Builder::end()
{
    if (defect_) return;
    auto const& closed = open_[--depth_];
    if (!closed.element->first_child) closed.element->text = gathered_.empty() ? seen_ : copy(gathered_);
    seen_ = {};
    gathered_.clear();
}

void Builder::text(std::string_view run)
{
    if (defect_ || depth_ == 0 || open_[depth_ - 1].element->first_child) return;
    auto const begin = static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_.get()));
    bool const stands_there = begin <= bytes_.size() && bytes_.substr(begin, run.size()) == run;
    bool const goes_on = seen_.empty() || seen_.data() + seen_.size() == bytes_.data() + begin;
    if (gathered_.empty() && stands_there && goes_on) {
        seen_ = { seen_.empty() ? bytes_.data() + begin : seen_.data(), seen_.size() + run.size() };
        return;
    }
    if (gathered_.empty()) gathered_.assign(seen_);
    gathered_.append(run);
}

void Builder::declare(XML_Char const* uri)
{
    if (defect_) return;
    // Refused here, and not first at the tag's end: the parser keeps a table of them.
    if (++declarations_ > limits::attributes_per_element_max)
        return refuse("an element has too many attributes");
    auto const* const known = uri ? find(uri) : nullptr;
    if (known && !document_.declared_[known->space]) document_.declared_[known->space] = known->spelling;
}

}
