#include "likeness/client.hpp"

#include "client/photos/either_photo_source.hpp"
#include "client/photos/entity_tag.hpp"
#include "client/photos/photo_client.hpp"
#include "library/from_client.hpp"
#include "library/guarded.hpp"
#include "library/to_client.hpp"

namespace likeness::exchange {

namespace {

using Clock = std::chrono::steady_clock;

Result<EmailAddress> address_from(std::string_view email)
{
    auto address = EmailAddress::parse(email);
    if (!address)
        return Failure { FailureKind::invalid_request, address.error().message, address.error().detail };
    return *std::move(address);
}

// A server that a client is opened for, before its interfaces are told apart.
struct Place {
    client::Url url;
    bool public_addresses_only = false;
    std::vector<ews::Schema> spoken {};
};

Result<client::HttpClientOptions> http_options(ClientOptions const& options, Place const& place)
{
    auto sign_in = sign_in_options_from(options);
    if (!sign_in) return sign_in.failure();
    return client::HttpClientOptions { .endpoint = place.url,
        .credentials = credentials_from(options),
        .request_time_max = bounded_time(options.time_max),
        .transport = transport_options_from(options),
        .sign_in = *std::move(sign_in),
        .public_addresses_only = place.public_addresses_only,
        .sender = sender_from(options) };
}

std::vector<ews::Schema> schemas_from(std::vector<std::string> const& names)
{
    std::vector<ews::Schema> schemas;
    for (auto const& name : names)
        if (auto const schema = ews::parse_schema(name)) schemas.push_back(*schema);
    return schemas;
}

// The same, at one of the server's interfaces.
client::HttpClientOptions at(client::HttpClientOptions options, client::Url endpoint)
{
    options.endpoint = std::move(endpoint);
    return options;
}

// A server says nothing while it makes every size of a picture: the time of the call alone bounds that.
client::HttpClientOptions with_time_to_think(client::HttpClientOptions options)
{
    options.transport.stall_time_max = client::limits::call_time_max;
    return options;
}

// What one call after the other makes of several things, until a failure that concerns them all.
template <class Value, class Ask>
std::vector<Result<Value>> one_by_one(std::span<std::string const> names, Ask ask)
{
    std::vector<Result<Value>> results;
    results.reserve(names.size());
    for (auto const& name : names) {
        auto result = ask(name);
        bool const goes_on = result || result.failure().kind == FailureKind::invalid_request
            || result.failure().kind == FailureKind::refused
            || result.failure().kind == FailureKind::not_found;
        results.push_back(std::move(result));
        if (!goes_on) break;
    }
    if (!results.empty()) results.resize(names.size(), results.back());
    return results;
}

template <class Value, class From, class Convert>
std::vector<Result<Value>> results_from(client::Outcomes<From>&& outcomes, Convert convert)
{
    std::vector<Result<Value>> results;
    results.reserve(outcomes.size());
    for (auto& outcome : outcomes) results.push_back(result_from<Value>(std::move(outcome), convert));
    return results;
}

// A batch has no place for a failure of its own: where memory is short it comes back empty.
template <class Work> auto guarded_batch(Work work) noexcept -> decltype(work())
{
    try {
        return work();
    } catch (std::exception const&) {
        return {};
    }
}

}

// Stays where it is: `photos` refers to its neighbours.
class Client::Session {
public:
    static Result<std::unique_ptr<Session>> open(Place const& place, ClientOptions options);

    Session(client::PhotoClient by_rest, client::EwsClient by_soap, ClientOptions options)
        : rest(std::move(by_rest))
        , soap(std::move(by_soap))
        , photos(rest, soap)
        , options_(std::move(options))
    {
    }

    void begin(CallOptions const& call)
    {
        auto const time_max = bounded_time(call.time_max.value_or(options_.time_max));
        auto const deadline = Clock::now() + time_max;
        client::CallOptions next { .deadline = deadline, .stop = call.stop };
        if (call.progress)
            next.progress = [told = call.progress](client::TransferProgress const& at) {
                told({ at.sent, at.to_send, at.received, at.to_receive });
            };
        client::Patience const patience { .retries_max = options_.busy_retries_max,
            .time_max = time_max,
            .deadline = deadline,
            .stop = call.stop };
        rest.set_call(next);
        rest.set_patience(patience);
        soap.set_call(next);
        soap.set_patience(patience);
    }

    Result<People> resolve_name(std::string name)
    {
        if (name.empty()) return Failure { FailureKind::invalid_request, "the name is empty" };
        return result_from<People>(soap.resolve_names({ .entry = std::move(name),
                                       .full_contact_data = true,
                                       .shape = { .base = ContactShape::Base::all_properties } }),
            people_from);
    }

    client::PhotoClient rest;
    client::EwsClient soap;
    client::EitherPhotoSource photos;

private:
    ClientOptions options_;
};

Client::Client(std::unique_ptr<Session> session) noexcept
    : session_(std::move(session))
{
}
Client::Client(Client&&) noexcept = default;
Client& Client::operator=(Client&&) noexcept = default;
Client::~Client() = default;

Result<std::unique_ptr<Client::Session>> Client::Session::open(Place const& place, ClientOptions options)
{
    auto const http = http_options(options, place);
    if (!http) return http.failure();
    auto rest = client::photo_endpoint(place.url).and_then(
        [&](client::Url endpoint) { return client::PhotoClient::open(at(*http, std::move(endpoint))); });
    if (!rest) return failure_from(rest.error());
    auto soap = client::ews_endpoint(place.url).and_then([&](client::Url endpoint) {
        return client::EwsClient::open(with_time_to_think(at(*http, std::move(endpoint))));
    });
    if (!soap) return failure_from(soap.error());
    soap->set_spoken(place.spoken);
    return std::make_unique<Session>(*std::move(rest), *std::move(soap), std::move(options));
}

Result<Client> Client::open(std::string_view url, ClientOptions options) noexcept
{
    return guarded([&]() -> Result<Client> {
        auto base = client::parse_url(url);
        if (!base) return failure_from(base.error());
        return Session::open({ *std::move(base) }, std::move(options))
            .and_then([](std::unique_ptr<Session> session) -> Result<Client> {
                return Client(std::move(session));
            });
    });
}

Result<Client> Client::open(Server const& server, ClientOptions options) noexcept
{
    return guarded([&]() -> Result<Client> {
        auto base = client::parse_url(server.url);
        if (!base) return failure_from(base.error());
        return Session::open({ *std::move(base), server.public_addresses_only, schemas_from(server.schemas) },
            with_user(std::move(options), server.user))
            .and_then([](std::unique_ptr<Session> session) -> Result<Client> {
                return Client(std::move(session));
            });
    });
}

std::optional<SignInScheme> Client::scheme() const noexcept
{
    // Either interface may have been asked, and both are of one server.
    auto const taken = session_->soap.scheme() ? session_->soap.scheme() : session_->rest.scheme();
    return taken ? std::optional(scheme_from(*taken)) : std::nullopt;
}

std::optional<ServerVersion> Client::server_version() const noexcept
{
    auto version = guarded([&]() -> Result<std::optional<ServerVersion>> {
        auto const& said = session_->soap.server_version();
        return said ? std::optional(version_from(*said)) : std::nullopt;
    });
    return version ? *std::move(version) : std::nullopt;
}

Result<UserPhoto> Client::get_user_photo(
    std::string_view email, PhotoRequest const& request, CallOptions const& call) noexcept
{
    return guarded([&]() -> Result<UserPhoto> {
        auto address = address_from(email);
        if (!address) return address.failure();
        // It goes into a header as it stands.
        if (client::validator_from(request.validator) != request.validator)
            return Failure { FailureKind::invalid_request, "the validator is none that a photo came with" };
        session_->begin(call);
        return result_from<UserPhoto>(
            session_->photos.get_user_photo(
                { *std::move(address), size_from(request.size) }, request.validator),
            user_photo_from);
    });
}

Result<void> Client::set_user_photo(
    std::string_view email, std::span<std::byte const> picture, CallOptions const& call) noexcept
{
    return guarded([&]() -> Result<void> {
        auto address = address_from(email);
        if (!address) return address.failure();
        session_->begin(call);
        auto const stored = session_->soap.set_user_photo({ *std::move(address), picture });
        if (!stored) return failure_from(stored.error());
        return {};
    });
}

Result<People> Client::resolve_name(std::string_view name, CallOptions const& call) noexcept
{
    return guarded([&] {
        session_->begin(call);
        return session_->resolve_name(std::string(name));
    });
}

std::vector<Result<People>> Client::resolve_names(
    std::span<std::string const> names, CallOptions const& call) noexcept
{
    return guarded_batch([&] {
        session_->begin(call);
        return one_by_one<People>(
            names, [&](std::string const& name) { return session_->resolve_name(name); });
    });
}

Result<ContactPage> Client::list_contacts(ContactQuery const& query, CallOptions const& call) noexcept
{
    return guarded([&]() -> Result<ContactPage> {
        client::ContactListing listing {
            .offset = query.offset, .page_size = query.page_size, .with_picture_only = query.with_picture_only
        };
        if (!query.folder_id.empty()) listing.folder = query.folder_id;
        session_->begin(call);
        return result_from<ContactPage>(client::list_contacts(session_->soap, listing), page_from);
    });
}

Result<Contact> Client::get_contact(std::string_view id, CallOptions const& call) noexcept
{
    return guarded([&]() -> Result<Contact> {
        std::string const only(id);
        session_->begin(call);
        return result_from<Contact>(
            std::move(client::get_contacts(session_->soap, { &only, 1 }).front()), contact_from);
    });
}

std::vector<Result<Contact>> Client::get_contacts(
    std::span<std::string const> ids, CallOptions const& call) noexcept
{
    return guarded_batch([&] {
        session_->begin(call);
        return results_from<Contact>(client::get_contacts(session_->soap, ids), contact_from);
    });
}

Result<Picture> Client::load(Attachment const& attachment, CallOptions const& call) noexcept
{
    return guarded([&]() -> Result<Picture> {
        session_->begin(call);
        return result_from<Picture>(
            std::move(client::load_pictures(session_->soap, { &attachment.id, 1 }).front()), picture_from);
    });
}

std::vector<Result<Picture>> Client::load(
    std::span<Attachment const> attachments, CallOptions const& call) noexcept
{
    return guarded_batch([&] {
        std::vector<std::string> ids;
        for (auto const& attachment : attachments) ids.push_back(attachment.id);
        session_->begin(call);
        return results_from<Picture>(client::load_pictures(session_->soap, ids), picture_from);
    });
}

Result<std::optional<Picture>> Client::get_contact_picture(
    Contact const& contact, CallOptions const& call) noexcept
{
    return guarded([&]() -> Result<std::optional<Picture>> {
        session_->begin(call);
        auto photo = client::get_contact_picture(session_->soap, contact.id);
        if (!photo) return failure_from(photo.error());
        if (!*photo) return std::optional<Picture>();
        return std::optional(picture_from(**std::move(photo)));
    });
}

Result<std::string> Client::set_contact_picture(
    std::string_view id, std::span<std::byte const> picture, CallOptions const& call) noexcept
{
    return guarded([&]() -> Result<std::string> {
        session_->begin(call);
        return result_from<std::string>(client::set_contact_picture(session_->soap, std::string(id), picture),
            [](std::string change_key) { return change_key; });
    });
}

Result<bool> Client::remove_contact_picture(std::string_view id, CallOptions const& call) noexcept
{
    return guarded([&]() -> Result<bool> {
        session_->begin(call);
        return result_from<bool>(client::remove_contact_picture(session_->soap, std::string(id)),
            [](bool was_there) { return was_there; });
    });
}

}
