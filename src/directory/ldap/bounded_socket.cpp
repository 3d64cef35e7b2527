#include "directory/ldap/bounded_socket.hpp"

#include "directory/ldap/limits.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <sys/time.h>

namespace likeness::directory::ldap {

namespace {

void set_time_limit(int socket, timeval const& span)
{
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &span, sizeof span);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &span, sizeof span);
}

// The socket blocks, so "try again" is what the time limit says.
ber_slen_t ended_in_time(ber_slen_t count)
{
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) errno = ETIMEDOUT;
    return count;
}

int set_up(Sockbuf_IO_Desc*, void*)
{
    return 0;
}

int take_down(Sockbuf_IO_Desc*)
{
    return 0;
}

int control(Sockbuf_IO_Desc* layer, int option, void* argument)
{
    return LBER_SBIOD_CTRL_NEXT(layer, option, argument);
}

ber_slen_t read(Sockbuf_IO_Desc* layer, void* bytes, ber_len_t size)
{
    return ended_in_time(LBER_SBIOD_READ_NEXT(layer, bytes, size));
}

ber_slen_t write(Sockbuf_IO_Desc* layer, void* bytes, ber_len_t size)
{
    return ended_in_time(LBER_SBIOD_WRITE_NEXT(layer, bytes, size));
}

int close(Sockbuf_IO_Desc*)
{
    return 0;
}

// libldap keeps pointers to these two and does not write to them.
Sockbuf_IO layer_functions { set_up, take_down, control, read, write, close };

int connected(LDAP* handle, Sockbuf* buffer, LDAPURLDesc*, sockaddr*, ldap_conncb*)
{
    timeval* span = nullptr;
    int socket = -1;
    if (ldap_get_option(handle, LDAP_OPT_NETWORK_TIMEOUT, &span) == LDAP_OPT_SUCCESS && span != nullptr) {
        if (ber_sockbuf_ctrl(buffer, LBER_SB_OPT_GET_FD, &socket) == 1) set_time_limit(socket, *span);
        ldap_memfree(span);
    }
    ber_len_t bytes_max = limits::message_bytes_max;
    ber_sockbuf_ctrl(buffer, LBER_SB_OPT_SET_MAX_INCOMING, &bytes_max);
    return ber_sockbuf_add_io(buffer, &layer_functions, LBER_SBIOD_LEVEL_PROVIDER + 1, nullptr);
}

void disconnected(LDAP*, Sockbuf*, ldap_conncb*) { }

ldap_conncb callbacks { connected, disconnected, nullptr };

}

void bound_connections(LDAP* handle)
{
    ldap_set_option(handle, LDAP_OPT_CONNECT_CB, &callbacks);
}

void bound_connection(LDAP* handle, std::chrono::milliseconds each)
{
    int socket = -1;
    if (ldap_get_option(handle, LDAP_OPT_DESC, &socket) != LDAP_OPT_SUCCESS || socket < 0) return;
    auto const seconds = std::chrono::floor<std::chrono::seconds>(each);
    set_time_limit(
        socket, { .tv_sec = seconds.count(), .tv_usec = std::chrono::microseconds(each - seconds).count() });
}

}
