// Names of people and what they are looked for by, in any bytes.
// Invariant: the index finds whom a scan of everybody finds, in the same order, whatever changed and was merged before.
#include "directory/index/name_index.hpp"
#include "directory/naive_names.hpp"

#include <cstdlib>
#include <map>
#include <string>

using namespace likeness;

namespace {

void require(bool holds)
{
    if (!holds) std::abort();
}

struct Named {
    std::string display_name, given_name, surname, office, alias, address;

    NameEntry entry(PersonId id) const
    {
        return { id, RecipientKind::mailbox, display_name, given_name, surname, office, alias, address };
    }
};

// The input as short texts: each is what stands before the next line end.
class Input {
public:
    explicit Input(std::string_view bytes)
        : bytes_(bytes)
    {
    }
    bool empty() const { return bytes_.empty(); }
    unsigned char byte()
    {
        if (bytes_.empty()) return 0;
        auto const first = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        return first;
    }
    std::string text()
    {
        auto const end = std::min(bytes_.find('\n'), bytes_.size());
        std::string text(bytes_.substr(0, end));
        bytes_.remove_prefix(std::min(end + 1, bytes_.size()));
        return text;
    }

private:
    std::string_view bytes_;
};

class ChangingIndex {
public:
    ChangingIndex()
        : index_({ .absorbed_people = 2, .segments = 2, .changes_least = 2 })
    {
    }

    void take(Input& input)
    {
        auto const what = input.byte();
        PersonId id;
        id.bytes[0] = static_cast<std::byte>(what / 4 % 16);
        switch (what % 4) {
        case 0: return put(id, input);
        case 1: return remove(id);
        case 2: return merge();
        case 3: return look({ .text = input.text(), .whole = what >= 128 });
        }
    }

private:
    void put(PersonId id, Input& input)
    {
        auto& person = people_[id];
        for (auto* const field : { &person.display_name, &person.given_name, &person.surname, &person.office,
                 &person.alias, &person.address })
            *field = input.text();
        index_.update({ .present = { person.entry(id) } });
    }

    void remove(PersonId id)
    {
        people_.erase(id);
        index_.update({ .gone = { id } });
    }

    // Begins one, or ends the one that was begun.
    void merge()
    {
        if (!merge_) {
            merge_ = index_.begin_merge();
            return;
        }
        index_.finish_merge(*merge_, merge_->run());
        merge_.reset();
    }

    void look(NameQuery const& query)
    {
        std::vector<NameEntry> entries;
        for (auto const& [id, person] : people_) entries.push_back(person.entry(id));
        auto const found = index_.search(query, 100);
        require(found && !found->more);
        require(test::ids_of(*found) == test::naive_search(entries, query));
        for (auto const& hit : found->hits) {
            auto const& person = people_.at(hit.id);
            require(hit.name == person.display_name && hit.address == person.address);
        }
    }

    directory::NameIndex index_;
    std::map<PersonId, Named> people_;
    std::optional<directory::NameIndex::Merge> merge_;
};

}

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size)
{
    Input input({ reinterpret_cast<char const*>(data), size });
    ChangingIndex index;
    while (!input.empty()) index.take(input);
    return 0;
}
