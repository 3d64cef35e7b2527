#include "directory/index/segment_builder.hpp"

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "directory/index/limits.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <thread>
#include <tuple>

namespace likeness::directory {

namespace {

// Below this a second thread takes longer to start than it saves.
constexpr std::size_t worth_a_thread = 50'000;

std::string_view within_limit(std::string_view text)
{
    if (text.size() <= limits::indexed_field_bytes_max) return text;
    auto end = limits::indexed_field_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end; // Not within a letter.
    return text.substr(0, end);
}

template <class First, class Second> void run_both(std::size_t size, First const& first, Second const& second)
{
    if (size < worth_a_thread) {
        first();
        return second();
    }
    std::jthread const other(first);
    second();
}

// A text on its way into order: the eight bytes that are being compared are at hand.
struct Sorted {
    std::uint64_t bytes = 0;
    std::uint32_t begin = 0;
    std::uint32_t number = 0;
};

// Sorts texts eight bytes at a time, as numbers: only texts that agree in them are looked at again, for the next eight.
// Comparing the texts themselves takes four times as long, for each comparison waits for memory.
class TextSort {
public:
    TextSort(std::string_view texts, std::vector<std::uint32_t> const& begins)
        : texts_(texts)
        , begins_(begins)
    {
    }

    std::vector<Sorted> run() const
    {
        std::vector<Sorted> all(begins_.size() - 1);
        for (std::uint32_t number = 0; number < all.size(); ++number)
            all[number] = { leading_bytes(text(number)), begins_[number], number };
        if (all.empty()) return all;
        auto const middle = all.begin() + std::ssize(all) / 2;
        std::ranges::nth_element(all, middle, {}, &Sorted::bytes);
        auto const pivot = middle->bytes; // Texts that agree must not lie on both sides of the border.
        auto const rest = std::ranges::partition(all, [&](Sorted const& one) { return one.bytes < pivot; });
        auto const border = all.size() - rest.size();
        run_both(
            all.size(), [&] { sort(std::span(all).first(border), 0); },
            [&] { sort(std::span(all).subspan(border), 0); });
        return all;
    }

private:
    std::string_view text(std::uint32_t number) const
    {
        return texts_.substr(begins_[number], begins_[number + 1] - begins_[number]);
    }
    std::size_t size(Sorted const& one) const { return begins_[one.number + 1] - one.begin; }

    // In: texts that agree in the first `from` bytes, with the next eight at hand.
    void sort(std::span<Sorted> run, std::size_t from) const
    {
        std::ranges::sort(run, {}, &Sorted::bytes);
        while (!run.empty()) {
            auto const other = std::ranges::find_if(
                run, [&](Sorted const& one) { return one.bytes != run.front().bytes; });
            auto const same = run.first(static_cast<std::size_t>(other - run.begin()));
            if (same.size() > 1) sort_same(same, from + sizeof run.front().bytes);
            run = run.subspan(same.size());
        }
    }

    // In: texts that agree up to `from`, or end before it: the missing bytes count as 0. A text that ends stands before
    // those that go on, and before one in which a real 0 follows.
    void sort_same(std::span<Sorted> run, std::size_t from) const
    {
        auto const longer = std::ranges::partition(run, [&](Sorted const& one) { return size(one) <= from; });
        auto const ended = run.first(run.size() - longer.size());
        std::ranges::sort(ended, {}, [&](Sorted const& one) { return size(one); });
        if (longer.empty()) return;
        for (auto& one : longer) one.bytes = leading_bytes(text(one.number).substr(from));
        sort(std::span(longer), from);
    }

    std::string_view texts_;
    std::vector<std::uint32_t> const& begins_;
};

}

void SegmentBuilder::Fields::add_other(Number number)
{
    if (number == no_key) return;
    auto const numbers = all();
    if (std::ranges::find(numbers, number) != numbers.end()) return;
    *std::ranges::find(others, no_key) = number;
}

bool SegmentBuilder::full() const
{
    // One more person adds at most seven fields, which grow by folding: hence a half.
    return texts_.size() > limits::segment_text_bytes_max / 2
        || folded_texts_.size() > limits::segment_text_bytes_max / 2
        || people_.size() > limits::segment_text_bytes_max / 16;
}

std::string_view SegmentBuilder::text_of(Number number) const
{
    return std::string_view(folded_texts_)
        .substr(folded_begins_[number], folded_begins_[number + 1] - folded_begins_[number]);
}

// What was appended to the folded texts since the last one has a number now; no_key where that is nothing.
SegmentBuilder::Number SegmentBuilder::end_text()
{
    if (folded_texts_.size() == folded_begins_.back()) return no_key;
    folded_begins_.push_back(static_cast<std::uint32_t>(folded_texts_.size()));
    return static_cast<Number>(folded_begins_.size() - 2);
}

// As base::fold_name does it, without a string of its own for ASCII.
void SegmentBuilder::append_folded(std::string_view text)
{
    unsigned char bits = 0;
    for (char const letter : text) bits |= static_cast<unsigned char>(letter);
    if (bits >= 0x80) {
        folded_texts_ += base::fold_name(text);
        return;
    }
    auto const begin = folded_texts_.size();
    folded_texts_ += text;
    for (auto at = begin; at < folded_texts_.size(); ++at)
        folded_texts_[at] = base::ascii_lower(folded_texts_[at]);
}

SegmentBuilder::Number SegmentBuilder::folded(std::string_view text)
{
    append_folded(within_limit(text));
    return end_text();
}

// As folded, but a text that came a short while ago gets the number that it has. Where it is forgotten too early, it is
// sorted once more than it need be, and found to be the same then.
SegmentBuilder::Number SegmentBuilder::folded_once(std::string_view text)
{
    if (text.empty()) return no_key;
    append_folded(within_limit(text));
    auto const begin = folded_begins_.back();
    auto const tail = std::string_view(folded_texts_).substr(begin);
    auto& recent = recent_[std::hash<std::string_view> {}(tail) % recent_.size()];
    if (recent == no_key || text_of(recent) != tail) return recent = end_text();
    folded_texts_.resize(begin);
    return recent;
}

// Given name and surname with a blank between them: the name itself for most people, which then need no other key.
SegmentBuilder::Number SegmentBuilder::joined(Fields const& fields)
{
    folded_texts_.append(text_of(fields.given_name)).append(1, ' ').append(text_of(fields.surname));
    auto const text = std::string_view(folded_texts_).substr(folded_begins_.back());
    if (fields.name == no_key || text != text_of(fields.name)) return end_text();
    folded_texts_.resize(folded_begins_.back());
    return fields.name;
}

void SegmentBuilder::add(NameEntry const& entry)
{
    // The longest beginnings of these together are far below the reserve that full() keeps.
    Fields fields { .name = folded(entry.display_name) };
    auto const given_name = folded_once(entry.given_name);
    auto const surname = folded_once(entry.surname);
    if (given_name != no_key && surname != no_key) {
        fields.given_name = given_name;
        fields.surname = surname;
        fields.add_other(joined(fields));
    } else {
        fields.add_other(given_name);
        fields.add_other(surname);
    }
    fields.add_other(folded_once(entry.office));
    fields.add_other(folded(entry.alias));
    fields.add_other(folded(entry.address));
    add_person(entry, fields);
}

void SegmentBuilder::add_person(NameEntry const& entry, Fields fields)
{
    auto const name = within_limit(entry.display_name);
    auto const address = within_limit(entry.address);
    people_.push_back({
        .id = entry.id,
        .text = static_cast<std::uint32_t>(texts_.size()),
        .name_bytes = static_cast<std::uint16_t>(name.size()),
        .address_bytes = static_cast<std::uint16_t>(address.size()),
        .kind = entry.kind,
    });
    texts_.append(name).append(address);
    fields_.push_back(fields);
    if (people_.size() == recent_texts_of_few) recent_.assign(recent_texts_of_many, no_key);
}

void SegmentBuilder::add(Segment const& segment, std::function<bool(Ordinal)> const& wanted)
{
    auto const& parts = segment.parts();
    std::vector<Fields> fields(segment.size());
    std::vector<bool> taken(segment.size());
    for (Ordinal person = 0; person < segment.size(); ++person) taken[person] = wanted(person);

    std::vector<Number> numbers(parts.key_begins.size() - 1, no_key);
    auto const number_of = [&](Key key) {
        if (key == no_key || numbers[key] != no_key) return key == no_key ? no_key : numbers[key];
        folded_texts_ += segment.text(key);
        return numbers[key] = end_text();
    };
    for (Ordinal person = 0; person < segment.size(); ++person)
        if (taken[person]) fields[person].name = number_of(segment.person(person).name);
    for (std::size_t given = 0; given < parts.given_names.size(); ++given) {
        for (auto at = parts.given_name_begins[given]; at < parts.given_name_begins[given + 1]; ++at) {
            auto const person = parts.named[at];
            if (!taken[person]) continue;
            fields[person].given_name = number_of(parts.given_names[given]);
            fields[person].surname = number_of(parts.surnames[at]);
        }
    }
    for (Key key = 0; key < numbers.size(); ++key)
        for (auto const person : segment.people_of({ key, key + 1 }))
            if (taken[person]) fields[person].add_other(number_of(key));
    for (Ordinal person = 0; person < segment.size(); ++person) {
        if (!taken[person]) continue;
        auto const& known = segment.person(person);
        add_person({ .id = known.id,
                       .kind = known.kind,
                       .display_name = segment.name(known),
                       .address = segment.address(known) },
            fields[person]);
    }
}

// In order of id; of somebody who came twice the last.
void SegmentBuilder::sort_people()
{
    struct Place {
        std::uint64_t leading = 0; // Of the id: nearly always enough to tell two apart.
        std::uint32_t at = 0;
    };
    std::vector<Place> order(people_.size());
    auto const id_of = [&](Place const& place) -> auto const& { return people_[place.at].id; };
    for (std::uint32_t at = 0; at < order.size(); ++at) {
        order[at].at = at;
        auto const& bytes = people_[at].id.bytes;
        order[at].leading = leading_bytes({ reinterpret_cast<char const*>(bytes.data()), bytes.size() });
    }
    std::ranges::sort(order, [&](Place const& a, Place const& b) {
        if (a.leading != b.leading) return a.leading < b.leading;
        return std::tie(id_of(a), a.at) < std::tie(id_of(b), b.at);
    });

    std::vector<IndexedPerson> people;
    std::vector<Fields> fields;
    people.reserve(order.size());
    fields.reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i + 1 < order.size() && id_of(order[i]) == id_of(order[i + 1])) continue;
        people.push_back(people_[order[i].at]);
        fields.push_back(fields_[order[i].at]);
    }
    people_ = std::move(people);
    fields_ = std::move(fields);
}

// Writes the keys, and turns the numbers in fields_ into keys.
void SegmentBuilder::sort_keys(SegmentParts& parts)
{
    auto const texts = TextSort(folded_texts_, folded_begins_).run();
    std::vector<Key> key_of(texts.size());
    std::string_view last;
    parts.key_begins.reserve(texts.size() + 1);
    parts.key_text.reserve(folded_texts_.size());
    for (auto const& sorted : texts) {
        auto const text = text_of(sorted.number);
        if (text != last) { // None is empty.
            parts.key_begins.push_back(static_cast<std::uint32_t>(parts.key_text.size()));
            parts.key_text += text;
            last = text;
        }
        key_of[sorted.number] = static_cast<Key>(parts.key_begins.size() - 1);
    }
    parts.key_begins.push_back(static_cast<std::uint32_t>(parts.key_text.size()));
    parts.key_begins.shrink_to_fit();
    parts.key_text.shrink_to_fit();

    auto const to_key = [&](Number& number) {
        if (number != no_key) number = key_of[number];
    };
    for (auto& fields : fields_) {
        to_key(fields.name);
        to_key(fields.given_name);
        to_key(fields.surname);
        for (auto& other : fields.others) to_key(other);
    }
}

// Nobody twice behind a key, though several of their fields may be equal.
void SegmentBuilder::list_postings(SegmentParts& parts) const
{
    auto const for_each_key = [](Fields const& fields, auto const& visit) {
        auto const keys = fields.all();
        for (auto at = keys.begin(); at != keys.end(); ++at)
            if (*at != no_key && std::find(keys.begin(), at, *at) == at) visit(*at);
    };
    // Where each key's postings end while they are counted from the front: begins, once they were filled from the back.
    std::vector<std::uint32_t> places(parts.key_begins.size(), 0);
    for (auto const& fields : fields_) for_each_key(fields, [&](Key key) { ++places[key]; });
    std::partial_sum(places.begin(), places.end(), places.begin());
    parts.postings.resize(places.back());
    for (auto person = static_cast<Ordinal>(fields_.size()); person-- > 0;)
        for_each_key(fields_[person], [&](Key key) { parts.postings[--places[key]] = person; });
    parts.posting_begins = std::move(places);
}

void SegmentBuilder::list_named(SegmentParts& parts) const
{
    struct Named {
        std::uint64_t names = 0; ///< The given name above, the surname below.
        Ordinal person = 0;
    };
    std::vector<Named> all;
    all.reserve(fields_.size());
    for (Ordinal person = 0; person < fields_.size(); ++person)
        if (auto const& fields = fields_[person]; fields.given_name != no_key)
            all.push_back({ std::uint64_t { fields.given_name } << 32 | fields.surname, person });
    std::ranges::sort(all, {}, &Named::names);

    parts.surnames.reserve(all.size());
    parts.named.reserve(all.size());
    for (auto const& named : all) {
        auto const given_name = static_cast<Key>(named.names >> 32);
        if (parts.given_names.empty() || parts.given_names.back() != given_name) {
            parts.given_names.push_back(given_name);
            parts.given_name_begins.push_back(static_cast<std::uint32_t>(parts.surnames.size()));
        }
        parts.surnames.push_back(static_cast<Key>(named.names));
        parts.named.push_back(named.person);
    }
    parts.given_name_begins.push_back(static_cast<std::uint32_t>(parts.surnames.size()));
    parts.given_names.shrink_to_fit();
    parts.given_name_begins.shrink_to_fit();
}

SegmentPtr SegmentBuilder::finish() &&
{
    texts_.shrink_to_fit();
    sort_people();
    SegmentParts parts;
    sort_keys(parts);
    folded_texts_ = {};
    folded_begins_ = {};
    run_both(people_.size(), [&] { list_named(parts); }, [&] { list_postings(parts); });
    for (std::size_t at = 0; at < people_.size(); ++at) people_[at].name = fields_[at].name;
    parts.people = std::move(people_);
    parts.texts = std::move(texts_);
    return std::make_shared<Segment const>(std::move(parts));
}

}
