// Document: XML from a stranger, read into a small tree of namespaces, names, attributes and text.
//
// Namespaces are told apart by a vocabulary that the caller gives: Microsoft's pages print the same ones with http://
// and with https://, so that each has two spellings that mean the same.
// Source: XML 1.0; Namespaces in XML 1.0; spec/soap.md 1 and 2; docs/decisions/0002-xml-expat.md.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace likeness::xml {

/// A namespace of the vocabulary, by its number there.
using Space = std::uint8_t;
inline constexpr Space unknown_space = 255; ///< One that the vocabulary does not have.
inline constexpr Space no_space = 254; ///< None.

/// Which of a namespace's two spellings is meant.
enum class Spelling : std::uint8_t { http, https };

struct Namespace {
    Space space = unknown_space;
    Spelling spelling = Spelling::http;
    std::string_view uri;
};
using Vocabulary = std::span<Namespace const>;

/// How many namespaces a vocabulary may number: 0 to spaces_max - 1.
inline constexpr std::size_t spaces_max = 16;

/// A place in the bytes as an editor shows it; both count from 1.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;

    friend bool operator==(Position const&, Position const&) = default;
};

struct Attribute {
    Space space = no_space;
    std::string_view name;
    std::string_view value;
};

/// A part of a Document. Its views last as long as the document and the bytes that it was read from.
struct Element {
    Space space = no_space;
    std::string_view name; ///< Without a prefix.
    std::string_view text; ///< All character data in it, UTF-8; empty where it has children.
    std::span<Attribute const> attributes;
    Position at; ///< Of its start tag's name.
    Element const* first_child = nullptr;
    Element const* next = nullptr; ///< The sibling behind it.

    bool is(Space wanted_space, std::string_view wanted_name) const
    {
        return space == wanted_space && name == wanted_name;
    }

    /// The first child of this name; nullptr when there is none.
    Element const* child(Space child_space, std::string_view child_name) const
    {
        for (auto const* child = first_child; child; child = child->next)
            if (child->is(child_space, child_name)) return child;
        return nullptr;
    }

    /// The attribute of this name that is in no namespace.
    std::optional<std::string_view> attribute(std::string_view wanted, Space wanted_space = no_space) const
    {
        for (auto const& attribute : attributes)
            if (attribute.space == wanted_space && attribute.name == wanted) return attribute.value;
        return std::nullopt;
    }

    /// For `for (auto const& child : element.children())`.
    struct Iterator {
        Element const* at;
        Element const& operator*() const { return *at; }
        Iterator& operator++()
        {
            at = at->next;
            return *this;
        }
        bool operator==(Iterator const&) const = default;
    };
    struct Children {
        Element const* first;
        Iterator begin() const { return { first }; }
        Iterator end() const { return { nullptr }; }
    };
    Children children() const { return { first_child }; }
};

/// Why some bytes are no document that we take, and where.
struct Defect {
    Position at;
    std::string_view reason; ///< A literal.
};

/// Movable; the elements stay where they are.
class Document {
public:
    /// In: a whole document. `charset` is what came with it from outside (HTTP's charset parameter), and wins over the
    /// document's own declaration; empty where nothing did. UTF-8, UTF-16, ISO-8859-1 and US-ASCII are read; a byte
    /// order mark wins over both.
    /// Refused, with the place: what is not well-formed or breaks the rules of namespaces, any DOCTYPE, any other
    /// encoding, and what is over a limit of xml/limits.hpp. Any thread may call it; a refusal costs no more than the
    /// bytes up to it.
    static base::BasicResult<Document, Defect> read(
        base::ByteView bytes, std::string_view charset, Vocabulary vocabulary);

    Element const& root() const { return *root_; }

    /// How the namespace was spelled by the first element in it; where none is, by the first declaration; nullopt where
    /// there is none either.
    std::optional<Spelling> spelling_of(Space space) const
    {
        return used_[space] ? used_[space] : declared_[space];
    }

private:
    friend class Builder;
    Document() = default;

    std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_;
    Element const* root_ = nullptr;
    std::array<std::optional<Spelling>, spaces_max> used_ {};
    std::array<std::optional<Spelling>, spaces_max> declared_ {};
};

}
