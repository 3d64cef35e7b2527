#include "apps/likeness/admin/people_reader.hpp"

#include "apps/likeness/admin/csv_people_reader.hpp"
#include "apps/text_source.hpp"

#include <gtest/gtest.h>

namespace likeness::tests {
namespace {

using app::ImportedPerson;
using app::RefusedLine;
using Read = base::BasicResult<ImportedPerson, RefusedLine>;

Result<std::vector<Read>> read_people(std::string const& text)
{
    auto in = reader_of(text, 1000);
    auto const reader = app::open_people_reader(in);
    if (!reader) return tl::unexpected(reader.error());
    std::vector<Read> people;
    while (auto next = (*reader)->next()) people.push_back(std::move(*next));
    return people;
}

std::string reason_to_refuse_file(std::string const& text)
{
    auto const people = read_people(text);
    return people ? "" : people.error().message;
}

std::string reason_to_refuse_line(std::string const& text)
{
    auto const people = read_people(text);
    if (!people || people->size() != 1 || people->front()) return "";
    return people->front().error().reason;
}

std::optional<std::string> field(ImportedPerson const& person, std::string_view name)
{
    auto const at = std::ranges::find(person_fields, name, &PersonField::name);
    return person.change.fields[at - person_fields.begin()];
}

ImportedPerson only_person(std::string const& text)
{
    auto const people = read_people(text);
    EXPECT_TRUE(people && people->size() == 1 && people->front()) << text;
    return people && !people->empty() && people->front() ? *people->front() : ImportedPerson {};
}

constexpr auto every_column = "email,name,given_name,surname,alias,company,department,title,office,phone,"
                              "address,thumbnail,hidden,id,kind,proxies,manager,members,source,pager\n";

TEST(PeopleReader, ReadsEveryColumnOfCsv)
{
    auto const sadie = only_person(std::string(every_column)
        + "sadie@contoso.com,Sadie Daniels,Sadie,Daniels,sadie,Contoso,Sales,Manager,B 12,+1 555 0100,"
          "s@contoso.com; "
          "d@contoso.com;,sadie.jpg,TRUE,whatever,Group,sip:s@contoso.com;x:1,hope@contoso.com,"
          "a@contoso.com;b@contoso.com,corp,100\n");
    EXPECT_EQ(sadie.line, 2u);
    EXPECT_EQ(sadie.email, "sadie@contoso.com");
    EXPECT_EQ(field(sadie, "name"), "Sadie Daniels");
    EXPECT_EQ(field(sadie, "given_name"), "Sadie");
    EXPECT_EQ(field(sadie, "surname"), "Daniels");
    EXPECT_EQ(field(sadie, "alias"), "sadie");
    EXPECT_EQ(field(sadie, "company"), "Contoso");
    EXPECT_EQ(field(sadie, "department"), "Sales");
    EXPECT_EQ(field(sadie, "title"), "Manager");
    EXPECT_EQ(field(sadie, "office"), "B 12");
    EXPECT_EQ(field(sadie, "phone"), "+1 555 0100");
    EXPECT_EQ(sadie.change.other_addresses, (std::vector<std::string> { "s@contoso.com", "d@contoso.com" }));
    EXPECT_EQ(sadie.change.thumbnail, "sadie.jpg");
    EXPECT_EQ(sadie.change.visibility, Visibility::hidden);
    EXPECT_EQ(sadie.change.kind, RecipientKind::group);
    EXPECT_EQ(sadie.change.other_proxies, (std::vector<std::string> { "sip:s@contoso.com", "x:1" }));
    EXPECT_EQ(sadie.change.manager, "hope@contoso.com");
    EXPECT_EQ(sadie.change.members, (std::vector<std::string> { "a@contoso.com", "b@contoso.com" }));
    EXPECT_EQ(field(sadie, "pager"), "100");
}

TEST(PeopleReader, ReadsTheSameFromJsonLines)
{
    auto const sadie = only_person(
        R"({"email":" sadie@contoso.com ","name":"Sadie Daniels","given_name":"Sadie","surname":"Daniels",)"
        R"("alias":"sadie","company":"Contoso","department":"Sales","title":"Manager","office":"B 12",)"
        R"("phone":"+1 555 0100","addresses":["s@contoso.com","d@contoso.com"],"thumbnail":"sadie.jpg",)"
        R"("hidden":true,"id":"whatever","kind":"group","proxies":["sip:s@contoso.com"],"source":"corp",)"
        R"("manager":"hope@contoso.com","members":["a@contoso.com","b@contoso.com"]})");
    EXPECT_EQ(sadie.change.kind, RecipientKind::group);
    EXPECT_EQ(sadie.change.other_proxies, std::vector<std::string> { "sip:s@contoso.com" });
    EXPECT_EQ(sadie.change.manager, "hope@contoso.com");
    EXPECT_EQ(sadie.change.members, (std::vector<std::string> { "a@contoso.com", "b@contoso.com" }));
    EXPECT_EQ(sadie.email, "sadie@contoso.com");
    EXPECT_EQ(field(sadie, "phone"), "+1 555 0100");
    EXPECT_EQ(sadie.change.other_addresses, (std::vector<std::string> { "s@contoso.com", "d@contoso.com" }));
    EXPECT_EQ(sadie.change.thumbnail, "sadie.jpg");
    EXPECT_EQ(sadie.change.visibility, Visibility::hidden);
}

TEST(PeopleReader, TellsWhatIsNotNamedFromWhatIsEmpty)
{
    auto const from_csv = only_person("email,phone\nsadie@contoso.com,\n");
    EXPECT_EQ(field(from_csv, "phone"), "");
    EXPECT_EQ(field(from_csv, "title"), std::nullopt);
    auto const from_json = only_person(R"({"email":"sadie@contoso.com","phone":null,"address":""})");
    EXPECT_EQ(field(from_json, "phone"), "");
    EXPECT_EQ(field(from_json, "title"), std::nullopt);
    EXPECT_EQ(from_json.change.other_addresses, std::vector<std::string> {});
    EXPECT_EQ(from_csv.change.other_addresses, std::nullopt);
}

TEST(PeopleReader, TakesFilesAsSpreadsheetsWriteThem)
{
    EXPECT_EQ(only_person("\xEF\xBB\xBF"
                          "email,name\r\nsadie@contoso.com,Sadie\r\n")
                  .email,
        "sadie@contoso.com");
    EXPECT_EQ(
        only_person("Email ; NAME\r\nsadie@contoso.com;\"Daniels; Sadie\"\r\n").email, "sadie@contoso.com");
    EXPECT_EQ(only_person("email\tname\rsadie@contoso.com\tSadie\r").email, "sadie@contoso.com");
    EXPECT_EQ(
        only_person("\xEF\xBB\xBF{\"email\":\"sadie@contoso.com\"}\r\n\r\n").email, "sadie@contoso.com");
}

TEST(PeopleReader, RefusesAFileThatItCannotMean)
{
    EXPECT_NE(reason_to_refuse_file("").find("empty"), std::string::npos);
    EXPECT_NE(reason_to_refuse_file(" \n\n").find("empty"), std::string::npos);
    EXPECT_NE(reason_to_refuse_file("[{\"email\":\"a@b\"}]").find("JSON array"), std::string::npos);
    EXPECT_NE(reason_to_refuse_file("name,title\n").find("no column `email`"), std::string::npos);
    EXPECT_NE(reason_to_refuse_file("email,dispaly_name\n").find("`dispaly_name`"), std::string::npos);
    EXPECT_NE(reason_to_refuse_file("email,name,Name\n").find("twice"), std::string::npos);
    EXPECT_NE(reason_to_refuse_file("\"email\n").find("header row"), std::string::npos);
    // What a spreadsheet calls "Unicode text" is UTF-16.
    EXPECT_NE(reason_to_refuse_file(std::string("\xFF\xFE"
                                                "e\0m\0",
                  6)),
        "");
}

TEST(PeopleReader, RefusesOnlyTheLineThatIsWrong)
{
    struct Case {
        std::string text;
        std::string reason;
    };
    std::string const header = "email,name,hidden\n";
    for (auto const& [text, reason] : {
             Case { header + "a@b,A\n", "it has 2 fields, the header row 3" },
             Case { header + "a@b,A,,\n", "it has 4 fields, the header row 3" },
             Case { header + "a@b,\xE9,\n", "name is not UTF-8; export the file as UTF-8" },
             Case { header + "a@b,A,maybe\n", "hidden must be true or false" },
             Case { "{}x", "it is no JSON object" },
             Case { "{\"email\":\"a@b\"", "it is no JSON object" },
             Case { "{\"email\":\"\xE9\"}", "it is not UTF-8" },
             Case { R"({"email":5})", "email must be a text" },
             Case { R"({"email":"a@b","hidden":1})", "hidden must be true or false" },
             Case { "email,kind\na@b,desk\n", "kind must be mailbox, group or contact" },
             Case { R"({"email":"a@b","kind":"desk"})", "kind must be mailbox, group or contact" },
             Case { R"({"email":"a@b","kind":5})", "kind must be mailbox, group or contact" },
             Case { R"({"email":"a@b","members":[5]})", "members must be an array of texts" },
             Case { R"({"email":"a@b","manager":5})", "manager must be a text" },
             Case { R"({"email":"a@b","address":["x",5]})", "address must be an array of texts" },
             Case { R"({"email":"a@b","addresses":{}})", "addresses must be an array of texts" },
             Case { R"({"email":"a@b","thumbnail":[]})", "thumbnail must be the name of a file" },
             Case { R"({"email":"a@b","titel":"x"})", "`titel` is an unknown key" },
         })
        EXPECT_EQ(reason_to_refuse_line(text), reason) << text;
}

TEST(PeopleReader, GoesOnBehindARefusedLine)
{
    auto const people = read_people("{\"email\":\"a@b\"}\nnonsense\n\n{\"email\":\"c@d\"}");
    ASSERT_TRUE(people);
    ASSERT_EQ(people->size(), 3u);
    EXPECT_EQ((*people)[1].error().line, 2u);
    EXPECT_EQ((*people)[2]->line, 4u);
}

TEST(PeopleReader, BoundsALineOfJson)
{
    auto const line_of = [](std::size_t bytes) {
        std::string const start = R"({"email":"a@b","title":")";
        return start + std::string(bytes - start.size() - 2, 'x') + "\"}";
    };
    EXPECT_EQ(only_person(line_of(app::import_record_bytes_max)).email, "a@b");
    EXPECT_EQ(
        reason_to_refuse_line(line_of(app::import_record_bytes_max + 1)), "it has more than 1048576 bytes");
    // Ten thousand levels are read and refused, not recursed into.
    EXPECT_EQ(
        reason_to_refuse_line(R"({"email":)" + std::string(10'000, '[') + std::string(10'000, ']') + "}"),
        "email must be a text");
}

TEST(PeopleReader, KnowsTheWordsForHidden)
{
    for (auto const* const word : { "true", "True", "YES", "1" })
        EXPECT_EQ(app::visibility_of(word), Visibility::hidden) << word;
    for (auto const* const word : { "false", "No", "0", "" })
        EXPECT_EQ(app::visibility_of(word), Visibility::visible) << word;
    EXPECT_EQ(app::visibility_of("2"), std::nullopt);
}

}
}
