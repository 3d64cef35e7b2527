// What a server and a reader say to each other in syncrepl: the content synchronization operation.
// Source: RFC 4533.
#pragma once

#include "core/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace likeness::directory::ldap {

inline constexpr std::string_view sync_request_oid = "1.3.6.1.4.1.4203.1.9.1.1";
inline constexpr std::string_view sync_state_oid = "1.3.6.1.4.1.4203.1.9.1.2";
inline constexpr std::string_view sync_done_oid = "1.3.6.1.4.1.4203.1.9.1.3";
inline constexpr std::string_view sync_info_oid = "1.3.6.1.4.1.4203.1.9.1.4";

enum class SyncMode { refresh_only = 1, refresh_and_persist = 3 };
enum class SyncChange { present = 0, add = 1, modify = 2, remove = 3 };

/// What comes with an entry (section 2.3).
struct SyncState {
    SyncChange change = SyncChange::present;
    std::string uuid; ///< 16 bytes.
};

/// What ends a refresh (section 2.4).
struct SyncDone {
    std::optional<std::string> cookie;
    bool refresh_deletes = false; ///< What is gone was named. Without it, whatever was not named is gone.
};

/// What comes between entries (section 2.5).
struct SyncInfo {
    enum class Kind { new_cookie, refresh_delete, refresh_present, id_set };
    Kind kind = Kind::new_cookie;
    std::optional<std::string> cookie;
    bool refresh_deletes = false; ///< Of an id_set: its ids are gone; else they are there, unchanged.
    std::vector<std::string> uuids; ///< Of an id_set, 16 bytes each.
};

/// The value of the control that asks for it (section 2.2). Without a cookie: from the beginning.
std::string sync_request_value(SyncMode mode, std::optional<std::string_view> cookie);

/// Each reads a value as a server sent it; nullopt for what is not of that form.
std::optional<SyncState> parse_sync_state(std::string_view value);
std::optional<SyncDone> parse_sync_done(std::string_view value);
std::optional<SyncInfo> parse_sync_info(std::string_view value);

}
