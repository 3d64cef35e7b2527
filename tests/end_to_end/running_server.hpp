// A whole server in this process: real database, real renderer, real sockets.
#pragma once

#include "apps/likeness/serve/demo_people.hpp"
#include "apps/likeness/serve/listen_address.hpp"
#include "apps/likeness/serve/photo_server.hpp"
#include "renderer/render_pool.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <thread>

namespace likeness::tests {

class RunningServer {
public:
    /// Changes the options before the server is opened.
    using Adjust = std::function<void(app::PhotoServerOptions&)>;

    explicit RunningServer(Adjust const& adjust = [](app::PhotoServerOptions&) { })
    {
        options_.data = folder_.path() / "data";
        options_.listeners = { { .address = "127.0.0.1" } };
        options_.render_program = LIKENESS_RENDER_PROGRAM;
        adjust(options_);
        auto server = app::PhotoServer::open(options_);
        if (!server) throw std::runtime_error(for_operator(server.error()));
        server_ = std::move(*server);
        // As an admin command would: by a directory of its own, while the server runs.
        auto data = storage::DataDirectory::open(options_.data, storage::OpenMode::existing);
        if (!data) throw std::runtime_error(for_operator(data.error()));
        data_ = std::move(*data);
        auto const made = app::add_demo_people(*data_, *renderer_);
        if (!made) throw std::runtime_error(for_operator(made.error()));
        thread_ = std::jthread([this] { server_->run(); });
    }

    ~RunningServer() { server_->stop(); }
    RunningServer(RunningServer const&) = delete;
    RunningServer& operator=(RunningServer const&) = delete;

    std::string url(std::size_t listener = 0) const { return app::url_of(server_->listeners().at(listener)); }
    storage::DataDirectory& data() { return *data_; }
    PhotoRenderer& renderer() { return *renderer_; }
    std::filesystem::path const& folder() const { return folder_.path(); }

private:
    test::TemporaryFolder folder_;
    app::PhotoServerOptions options_;
    std::unique_ptr<PhotoRenderer> renderer_
        = renderer::make_render_pool({ .program = LIKENESS_RENDER_PROGRAM });
    std::unique_ptr<storage::DataDirectory> data_;
    std::unique_ptr<app::PhotoServer> server_;
    std::jthread thread_;
};

}
