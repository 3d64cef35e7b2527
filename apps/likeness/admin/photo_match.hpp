// PhotoMatch: whose photo a file is, by its name alone.
#pragma once

#include "core/person.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace likeness::app {

/// "sadie@contoso.com.jpg" -> "sadie@contoso.com": the name without the ending of a picture, if it has one.
std::string_view stem_of(std::string_view file_name);

/// Finds the people of many files in one pass over the directory, with memory for the files alone.
/// A file is somebody's when its stem is an address of theirs; else their alias (or, without one, what stands before
/// the @ of the primary address); else their display name. Case, accents, and whether blanks are written as
/// underscores, do not matter.
class PhotoMatch {
public:
    struct Owner {
        PersonId id;
        EmailAddress email;
    };
    /// What came out for one file: one owner, or why there is none.
    struct Outcome {
        std::vector<Owner> owners; ///< Exactly one where `problem` is empty.
        std::string problem;
    };

    explicit PhotoMatch(std::vector<std::string> file_names);

    /// To be called for every person.
    void offer(Person const& person);

    /// One for each file, in the order in which they were given. Two files for one person are nobody's:
    /// which of them is meant is for the operator to say.
    std::vector<Outcome> outcomes() const;

private:
    enum class Kind { address, alias, name };
    struct Found {
        Kind kind = Kind::name;
        std::vector<Owner> owners; ///< Of the most precise kind seen; two are enough to say which.
        std::size_t count = 0;
    };
    using Keys = std::unordered_multimap<std::string, std::size_t>;

    void found(Keys const& keys, std::string const& key, Kind kind, Person const& person);
    static void note(Found& file, Kind kind, Person const& person);
    Outcome outcome_of(Found const& file) const;
    void refuse_shared_owners(std::vector<Outcome>& outcomes) const;

    std::vector<std::string> file_names_;
    std::vector<Found> files_;
    Keys by_address_; ///< Folded address to the files that have it as their stem.
    Keys by_word_; ///< Folded alias or name, likewise.
};

}
