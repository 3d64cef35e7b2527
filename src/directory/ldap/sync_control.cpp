#include "directory/ldap/sync_control.hpp"

#include "directory/ldap/libldap.hpp"

namespace likeness::directory::ldap {

namespace {

constexpr std::size_t uuid_size = 16;
constexpr ber_tag_t info_new_cookie = 0x80;
constexpr ber_tag_t info_refresh_delete = 0xA1;
constexpr ber_tag_t info_refresh_present = 0xA2;
constexpr ber_tag_t info_id_set = 0xA3;

// With the buffer, which libldap's own elements share with a message and these do not.
struct FreeBerAndBuffer {
    void operator()(BerElement* raw) const noexcept { ber_free(raw, 1); }
};
using WholeBer = std::unique_ptr<BerElement, FreeBerAndBuffer>;

// Reads BER from its beginning on. What is asked for and not there leaves it failed, for good.
class BerReader {
public:
    explicit BerReader(std::string_view value)
        : value_(berval_of(value))
        // liblber reads past an empty value, at address 0.
        , ber_(value.empty() ? nullptr : ber_init(&value_))
        , failed_(!ber_)
    {
    }

    bool failed() const { return failed_; }

    ber_tag_t next_tag()
    {
        ber_len_t length = 0;
        return failed_ ? LBER_ERROR : ber_peek_tag(ber_.get(), &length);
    }
    void enter(ber_tag_t tag = LBER_SEQUENCE)
    {
        failed_ = next_tag() != tag; // libldap does not look whether it is one.
        note(failed_ ? LBER_ERROR : ber_scanf(ber_.get(), "{"));
    }

    ber_int_t enumerated()
    {
        ber_int_t number = 0;
        note(failed_ ? LBER_ERROR : ber_scanf(ber_.get(), "e", &number));
        return number;
    }
    bool boolean()
    {
        ber_int_t truth = 0;
        note(failed_ ? LBER_ERROR : ber_scanf(ber_.get(), "b", &truth));
        return truth != 0;
    }
    std::string octets()
    {
        berval text {};
        note(failed_ ? LBER_ERROR : ber_scanf(ber_.get(), "m", &text));
        return failed_ ? std::string() : text_of(text);
    }
    std::vector<std::string> set_of_octets()
    {
        BerVarray raw = nullptr;
        note(failed_ ? LBER_ERROR : ber_scanf(ber_.get(), "[W]", &raw));
        std::vector<std::string> texts;
        for (auto const* one = raw; one && one->bv_val; ++one) texts.push_back(text_of(*one));
        ber_bvarray_free(raw);
        return texts;
    }

    std::optional<std::string> octets_if_there()
    {
        if (next_tag() != LBER_OCTETSTRING) return std::nullopt;
        return octets();
    }
    bool boolean_if_there(bool otherwise) { return next_tag() == LBER_BOOLEAN ? boolean() : otherwise; }

private:
    void note(ber_tag_t result) { failed_ = failed_ || result == LBER_ERROR; }

    berval value_;
    WholeBer ber_;
    bool failed_;
};

std::optional<SyncInfo::Kind> kind_of(ber_tag_t tag)
{
    switch (tag) {
    case info_new_cookie: return SyncInfo::Kind::new_cookie;
    case info_refresh_delete: return SyncInfo::Kind::refresh_delete;
    case info_refresh_present: return SyncInfo::Kind::refresh_present;
    case info_id_set: return SyncInfo::Kind::id_set;
    default: return std::nullopt;
    }
}

}

std::string sync_request_value(SyncMode mode, std::optional<std::string_view> cookie)
{
    WholeBer const ber(ber_alloc_t(LBER_USE_DER));
    ber_printf(ber.get(), "{e", static_cast<ber_int_t>(mode));
    if (cookie) ber_printf(ber.get(), "o", cookie->data(), static_cast<ber_len_t>(cookie->size()));
    ber_printf(ber.get(), "}");
    berval flat {};
    std::string value;
    if (ber_flatten2(ber.get(), &flat, 0) == 0) value = text_of(flat);
    return value;
}

std::optional<SyncState> parse_sync_state(std::string_view value)
{
    BerReader reader(value);
    reader.enter();
    auto const change = reader.enumerated();
    SyncState state { .change = static_cast<SyncChange>(change), .uuid = reader.octets() };
    if (reader.failed() || change < 0 || change > 3 || state.uuid.size() != uuid_size) return std::nullopt;
    return state;
}

std::optional<SyncDone> parse_sync_done(std::string_view value)
{
    BerReader reader(value);
    reader.enter();
    SyncDone done;
    done.cookie = reader.octets_if_there();
    done.refresh_deletes = reader.boolean_if_there(false);
    if (reader.failed()) return std::nullopt;
    return done;
}

std::optional<SyncInfo> parse_sync_info(std::string_view value)
{
    BerReader reader(value);
    auto const kind = kind_of(reader.next_tag());
    if (!kind) return std::nullopt;
    SyncInfo info { .kind = *kind };
    if (*kind == SyncInfo::Kind::new_cookie) {
        info.cookie = reader.octets();
    } else {
        reader.enter(reader.next_tag());
        info.cookie = reader.octets_if_there();
    }
    if (*kind == SyncInfo::Kind::id_set) {
        info.refresh_deletes = reader.boolean_if_there(false);
        info.uuids = reader.set_of_octets();
        for (auto const& uuid : info.uuids)
            if (uuid.size() != uuid_size) return std::nullopt;
    }
    if (reader.failed()) return std::nullopt;
    return info;
}

}
