#include "generated_people.hpp"

#include <array>
#include <cmath>
#include <span>
#include <string_view>

namespace likeness::bench {

namespace {

using Words = std::span<std::string_view const>;

constexpr std::array<std::string_view, 120> latin_given { "Maria", "Anna", "Thomas", "Michael", "Peter",
    "Julia", "David", "Laura", "Daniel", "Sarah", "Andreas", "Christine", "Martin", "Sophie", "Robert",
    "Emma", "Paul", "Lena", "Stefan", "Nina", "Mark", "Eva", "Jan", "Clara", "Simon", "Lisa", "Max", "Helen",
    "Tim", "Alice", "John", "Marie", "James", "Carla", "William", "Elena", "George", "Ida", "Henry",
    "Johanna", "Jack", "Katharina", "Oscar", "Monika", "Leo", "Sandra", "Noah", "Petra", "Lucas", "Renate",
    "Felix", "Ruth", "Adam", "Silvia", "Jonas", "Sabine", "Philip", "Teresa", "Victor", "Ursula", "Erik",
    "Vera", "Gustav", "Wanda", "Hugo", "Yvonne", "Ivan", "Zoe", "Karl", "Beatrice", "Ludwig", "Caroline",
    "Niklas", "Diana", "Otto", "Elisabeth", "Patrick", "Franziska", "Quentin", "Gloria", "Richard", "Hannah",
    "Samuel", "Irene", "Theodor", "Jessica", "Ulrich", "Kim", "Vincent", "Linda", "Walter", "Margaret",
    "Xaver", "Natalie", "Yannick", "Olivia", "Christopher", "Rebecca", "Alexander", "Stephanie", "Benjamin",
    "Tanja", "Dominik", "Ulla", "Edward", "Valentina", "Frank", "Wilma", "Gabriel", "Agnes", "Harald",
    "Barbara", "Isaac", "Cecilia", "Joachim", "Dorothea", "Konrad", "Edith", "Lorenz", "Frieda" };
constexpr std::array<std::string_view, 16> accented_given { "José", "André", "Jürgen", "Zoë", "François",
    "Łukasz", "Björn", "Søren", "Inès", "Renée", "Jiří", "Ángela", "Günther", "Škoda", "Nuño", "Élise" };
constexpr std::array<std::string_view, 12> cyrillic_given { "Анна", "Иван", "Мария", "Пётр", "Ольга",
    "Николай", "Елена", "Сергей", "Наталья", "Андрей", "Юлия", "Дмитрий" };
constexpr std::array<std::string_view, 12> greek_given { "Μαρία", "Γιώργος", "Ελένη", "Νίκος", "Άννα",
    "Κώστας", "Σοφία", "Δημήτρης", "Ειρήνη", "Πέτρος", "Χρήστος", "Ζωή" };
constexpr std::array<std::string_view, 12> chinese_given { "伟", "芳", "娜", "敏", "静", "丽", "强", "磊",
    "军", "洋", "勇", "艳" };

constexpr std::array<std::string_view, 64> surname_starts { "Smith", "Miller", "Schmid", "Lind", "Berg",
    "Fischer", "Weber", "Hart", "Stein", "Wood", "Holm", "Martin", "Feld", "Brand", "Kaiser", "Wolf", "Klein",
    "Gross", "Lang", "Winter", "Sommer", "Roth", "Blum", "Haas", "Kern", "Kram", "Lar", "Mor", "Nor", "Pet",
    "Quin", "Ros", "Sand", "Tal", "Ulm", "Val", "War", "Yor", "Zim", "And", "Bran", "Cal", "Dal", "Ell",
    "Fer", "Gar", "Had", "Isen", "Jan", "Kol", "Lam", "Man", "Nie", "Oel", "Pal", "Rei", "Sal", "Tor", "Urb",
    "Vin", "Wal", "Eck", "Ash", "Black" };
constexpr std::array<std::string_view, 40> surname_middles { "", "en", "er", "el", "in", "ing", "an", "ar",
    "o", "ow", "is", "im", "ol", "un", "ed", "ett", "itz", "ach", "und", "ert", "am", "os", "ell", "ick",
    "ov", "ul", "eb", "ad", "ig", "om", "ass", "off", "ill", "ey", "ent", "ort", "ank", "emb", "olt", "ust" };
constexpr std::array<std::string_view, 40> surname_ends { "", "er", "son", "mann", "berg", "berger", "feld",
    "stein", "ford", "ton", "man", "s", "sen", "ski", "hofer", "bauer", "meier", "ley", "field", "wood",
    "holm", "strom", "gren", "quist", "dahl", "bach", "brook", "worth", "well", "ham", "ini", "elli", "etti",
    "ez", "is", "ic", "hardt", "wald", "haus", "land" };
constexpr std::array<std::string_view, 16> accented_surnames { "Müller", "García", "Dvořák", "Jørgensen",
    "Gonçalves", "Núñez", "Schäfer", "Lefèvre", "Håkansson", "Kovačević", "Wiśniewska", "Nagyházi", "Köhler",
    "Peña", "Strauß", "Öztürk" };
constexpr std::array<std::string_view, 12> cyrillic_surnames { "Иванова", "Смирнов", "Кузнецова", "Попов",
    "Соколова", "Лебедев", "Новикова", "Морозов", "Волкова", "Зайцев", "Орлова", "Фёдоров" };
constexpr std::array<std::string_view, 12> greek_surnames { "Παπαδοπούλου", "Γεωργίου", "Νικολάου",
    "Δημητρίου", "Ιωάννου", "Οικονόμου", "Βασιλείου", "Αθανασίου", "Πέτρου", "Μακρής", "Αλεξίου", "Χατζή" };
constexpr std::array<std::string_view, 12> chinese_surnames { "王", "李", "张", "刘", "陈", "杨", "赵", "黄",
    "周", "吴", "徐", "孙" };

constexpr std::array<Words, 5> given_names { latin_given, accented_given, cyrillic_given, greek_given,
    chinese_given };
constexpr std::array<Words, 5> surnames { Words {}, accented_surnames, cyrillic_surnames, greek_surnames,
    chinese_surnames };

// 102,400 surnames: the more common the shorter.
std::string latin_surname(std::size_t rank)
{
    auto const start = rank % surname_starts.size();
    auto const end = rank / surname_starts.size() % surname_ends.size();
    auto const middle = rank / surname_starts.size() / surname_ends.size() % surname_middles.size();
    return std::string(surname_starts[start]).append(surname_middles[middle]).append(surname_ends[end]);
}

std::string lowered_ascii(std::string_view text)
{
    std::string lowered;
    for (char const letter : text)
        if (letter >= 'A' && letter <= 'Z')
            lowered += static_cast<char>(letter + ('a' - 'A'));
        else if (letter >= 'a' && letter <= 'z')
            lowered += letter;
    return lowered.empty() ? "x" : lowered;
}

}

// A number below `count` as Zipf has it: the k-th comes 1/k as often as the first.
std::size_t PeopleGenerator::zipf(std::size_t count)
{
    auto const part = std::generate_canonical<double, 53>(random_);
    return static_cast<std::size_t>(std::pow(static_cast<double>(count) + 1, part)) - 1;
}

std::string PeopleGenerator::given_name(std::size_t script)
{
    auto const& names = given_names[script];
    auto name = std::string(names[zipf(names.size())]);
    // A twentieth have two; so there are thousands of given names.
    if (script == 0 && below(20) == 0) name.append(below(2) ? " " : "-").append(names[zipf(names.size())]);
    return name;
}

std::string PeopleGenerator::surname(std::size_t script)
{
    if (script == 0)
        return latin_surname(zipf(surname_starts.size() * surname_middles.size() * surname_ends.size()));
    return std::string(surnames[script][zipf(surnames[script].size())]);
}

GeneratedPerson PeopleGenerator::next()
{
    GeneratedPerson person;
    for (auto& byte : person.id.bytes) byte = static_cast<std::byte>(random_());
    auto const kind = below(100);
    std::size_t const script = kind < 90 ? 0 : kind < 96 ? 1 : kind - 95;
    person.given_name = given_name(script);
    person.surname = surname(script);
    person.display_name = below(10) == 0 ? person.surname + ", " + person.given_name
                                         : person.given_name + " " + person.surname;
    person.office = std::to_string(1 + below(40)) + "/" + std::to_string(100 + below(50));
    auto alias = lowered_ascii(person.given_name) + "." + lowered_ascii(person.surname);
    if (auto const others = aliases_[alias]++; others > 0) alias += std::to_string(others);
    person.alias = alias;
    person.address = alias + "@contoso.com";
    return person;
}

// Three letters or more, a whole one at the end.
std::string PeopleGenerator::prefix(std::string const& name)
{
    auto end = std::min<std::size_t>(name.size(), 3 + below(4));
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
    return name.substr(0, end);
}

std::string PeopleGenerator::one_word(GeneratedPerson const& person)
{
    auto const& name = below(2) ? person.given_name : person.surname;
    return prefix(name.substr(0, name.find(' ')));
}

std::string PeopleGenerator::two_words(GeneratedPerson const& person)
{
    auto const given = prefix(person.given_name.substr(0, person.given_name.find(' ')));
    auto const surname = prefix(person.surname);
    return below(2) ? given + " " + surname : surname + " " + given;
}

std::vector<GeneratedPerson> generated_people(std::size_t count, std::uint64_t seed)
{
    PeopleGenerator generator(seed);
    std::vector<GeneratedPerson> people;
    people.reserve(count);
    while (people.size() < count) people.push_back(generator.next());
    return people;
}

GeneratedQueries generated_queries(std::vector<GeneratedPerson> const& people, std::size_t count)
{
    PeopleGenerator generator(2);
    GeneratedQueries queries;
    while (queries.one_word.size() < count) {
        queries.one_word.push_back(generator.one_word(people[generator.below(people.size())]));
        queries.two_words.push_back(generator.two_words(people[generator.below(people.size())]));
    }
    return queries;
}

}
