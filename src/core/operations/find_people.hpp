// FindPeople: the request and the answer, whichever wire they travel on.
// Source: spec/directory.md 6.
#pragma once

#include "core/operations/find_folder.hpp"
#include "core/persona.hpp"

#include <memory>

namespace likeness {

struct PeopleOrder {
    enum class By : std::uint8_t { display_name, email_address, relevance };
    By by = By::display_name;
    bool descending = false;

    friend bool operator==(PeopleOrder const&, PeopleOrder const&) = default;
};

struct FindPeople {
    enum class Where : std::uint8_t {
        everywhere, ///< In the caller's contacts and in the directory.
        directory,
        folder, ///< In `folder` alone.
    };
    PersonaShape shape;
    IndexedPage page;
    std::optional<Restriction> restriction;
    std::vector<Result<PeopleOrder>> order; ///< The first counts most; empty: as they are found.
    Where where = Where::everywhere;
    std::optional<Result<FolderReference>> folder;
    std::string query; ///< Whom to look for; empty: anybody.
};

struct FoundPeople {
    std::vector<Persona> people; ///< One page.
    int total = 0; ///< In the view, which ends at limits::people_view_max.
    int first_matching = 0;
    int first_loaded = 0; ///< The place of the page's first in the view, from 0.
    std::vector<std::shared_ptr<void const>> owners; ///< Of the texts.

    friend bool operator==(FoundPeople const& a, FoundPeople const& b)
    {
        return a.people == b.people && a.total == b.total && a.first_matching == b.first_matching
            && a.first_loaded == b.first_loaded;
    }
};

using FindPeopleAnswer = Result<FoundPeople>;

}
