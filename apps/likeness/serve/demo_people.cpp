#include "apps/likeness/serve/demo_people.hpp"

#include "apps/likeness/admin/data_options.hpp"
#include "apps/likeness/serve/demo_pictures/pictures.hpp"
#include "identity/password_hash.hpp"
#include "service/set_user_photo.hpp"
#include "service/thumbnail.hpp"

namespace likeness::app {

namespace {

EmailAddress address(std::string_view text)
{
    return EmailAddress::parse(text).value();
}

struct DemoPerson {
    std::string_view email;
    std::string_view display_name;
    std::string_view given_name;
    std::string_view surname;
    std::string_view title;
    base::ByteView picture; ///< May be empty.
};

Person person_of(DemoPerson const& demo)
{
    return { .id = base::random_guid(),
        .addresses = { address(demo.email) },
        .display_name = std::string(demo.display_name),
        .given_name = std::string(demo.given_name),
        .surname = std::string(demo.surname),
        .alias = std::string(demo.email.substr(0, demo.email.find('@'))),
        .company = "CONTOSO",
        .title = std::string(demo.title) };
}

class DemoMaker {
public:
    DemoMaker(storage::DataDirectory& data, PhotoRenderer& renderer)
        : data_(data)
        , renderer_(renderer)
        , tags_(data.key())
    {
    }

    Result<void> add(DemoPerson const& demo)
    {
        if (auto added = data_.people().add({ person_of(demo), std::nullopt }); !added) return added;
        if (demo.picture.empty()) return {};
        return set_photo(demo.email, demo.picture);
    }

    Result<void> add_with_thumbnail_only(DemoPerson const& demo)
    {
        auto const person = person_of(demo);
        auto const small = renderer_.render(demo.picture);
        if (!small) return tl::unexpected(small.error());
        auto thumbnail = service::thumbnail_from(person.id, small->front().jpeg, tags_, clock_);
        if (!thumbnail) return tl::unexpected(thumbnail.error());
        return data_.people().add({ person, std::move(*thumbnail) });
    }

    Result<void> add_account(std::string_view email, std::string_view password)
    {
        auto const hash = identity::hash_password(password);
        if (!hash) return tl::unexpected(hash.error());
        return data_.accounts().set_password(address(email), *hash, Role::user);
    }

private:
    Result<void> set_photo(std::string_view email, base::ByteView picture)
    {
        auto const stored = service::set_user_photo({ address(email), picture }, operator_principal(),
            { data_.people(), data_.photos(), renderer_, tags_, clock_, policy_ });
        if (!stored) return tl::unexpected(stored.error());
        return {};
    }

    storage::DataDirectory& data_;
    PhotoRenderer& renderer_;
    service::EntityTags tags_;
    SystemClock clock_;
    service::PhotoPolicy policy_;
};

}

Result<void> add_demo_people(storage::DataDirectory& data, PhotoRenderer& renderer)
{
    DemoMaker maker(data, renderer);
    return maker
        .add({ .email = "sadie@contoso.com",
            .display_name = "Sadie Daniels",
            .given_name = "Sadie",
            .surname = "Daniels",
            .title = "Engineer",
            .picture = sadie_picture() })
        .and_then([&] {
            return maker.add({ .email = "hope@contoso.com",
                .display_name = "Hope Gross",
                .given_name = "Hope",
                .surname = "Gross",
                .title = "Manager",
                .picture = hope_picture() });
        })
        .and_then([&] {
            return maker.add_with_thumbnail_only({ .email = "reception@contoso.com",
                .display_name = "Reception Desk",
                .picture = hope_picture() });
        })
        .and_then(
            [&] { return maker.add({ .email = "rainier@contoso.com", .display_name = "Room Rainier" }); })
        .and_then([&] { return maker.add_account(demo_user, demo_password); });
}

}
