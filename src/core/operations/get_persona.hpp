// GetPersona: the request and the answer, whichever wire they travel on.
// Source: spec/directory.md 6.
#pragma once

#include "core/error.hpp"
#include "core/persona.hpp"

#include <memory>

namespace likeness {

/// Not both are empty.
struct GetPersona {
    std::string id; ///< Where it is given, it decides.
    std::string address; ///< As it was written.

    friend bool operator==(GetPersona const&, GetPersona const&) = default;
};

struct ShownPersona {
    Persona persona;
    std::vector<std::shared_ptr<void const>> owners; ///< Of the texts.

    friend bool operator==(ShownPersona const& a, ShownPersona const& b) { return a.persona == b.persona; }
};

using GetPersonaAnswer = Result<ShownPersona>;

}
