// Object ids: how what a mailbox holds is named on the wire, so that nobody can make up a name.
// Source: spec/contacts.md 1; spec/clients.md.
#pragma once

#include "base/sealed.hpp"
#include "core/error.hpp"
#include "core/object_id.hpp"

#include <string>
#include <string_view>

namespace likeness::service {

/// Ids are opaque, deterministic and authenticated: an object has the same one for as long as the installation keeps its
/// key, and a text that was changed anywhere is none. Immutable: any thread may use it.
class ObjectIds {
public:
    /// In: the installation's secret key. Ids are made with keys that are derived from it.
    explicit ObjectIds(base::SecretKey const& key);

    /// Of every id's text: Microsoft's batch samples take what stands behind letter 144.
    static constexpr std::size_t text_bytes = 152;

    /// text_bytes letters of base64 that begin with "AAMk", as Exchange's do.
    std::string write(ObjectId const& id) const;

    /// The id that write() gave this very text: no two texts are the same id.
    /// Errors: invalid_id_empty; invalid_id_malformed for anything else that write() has not made.
    Result<ObjectId> read(std::string_view text) const;

private:
    base::Seal seal_;
};

}
