#include "renderer/render_pool.hpp"

#include "base/worker_lane.hpp"
#include "core/picture_size.hpp"
#include "core/picture_type.hpp"
#include "renderer/render_process.hpp"

#include <condition_variable>
#include <future>
#include <mutex>
#include <type_traits>

namespace likeness::renderer {

namespace {

using Process = std::unique_ptr<RenderProcess>;

ChildSettings settings_of(RenderPoolOptions const& options)
{
    return { .upload_bytes_max = options.upload_bytes_max,
        .upload_pixels_max = options.upload_pixels_max,
        .memory_bytes_max = options.memory_bytes_max,
        .cpu_max = options.cpu_max };
}

// The right to use one of the pool's processes, and the processes at rest. At most `seats` are out at a
// time; the one that was used last is taken first, since its caches are warm and the others may be idle
// enough to be swapped out.
class Seats {
public:
    Seats(unsigned seats, std::size_t waiting_max)
        : free_(seats)
        , waiting_max_(waiting_max)
    {
    }

    /// A process at rest, or nullptr: start one. Errors: server_busy.
    Result<Process> take(Moment deadline)
    {
        std::unique_lock lock(mutex_);
        if (free_ == 0 && waiting_ >= waiting_max_)
            return fail(Code::server_busy, "Too many pictures are waiting to be rendered.");
        ++waiting_;
        bool const got_one = freed_.wait_until(lock, deadline, [&] { return free_ > 0; });
        --waiting_;
        if (!got_one) return fail(Code::server_busy, "No picture renderer became free in time.");
        --free_;
        if (resting_.empty()) return Process();
        auto process = std::move(resting_.back());
        resting_.pop_back();
        return process;
    }

    /// nullptr when the process is not worth keeping.
    void give_back(Process process)
    {
        {
            std::lock_guard const lock(mutex_);
            ++free_;
            if (process) resting_.push_back(std::move(process));
        }
        freed_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable freed_;
    unsigned free_;
    std::size_t waiting_ = 0;
    std::size_t const waiting_max_;
    std::vector<Process> resting_;
};

class RenderPool final : public PhotoRenderer {
public:
    explicit RenderPool(RenderPoolOptions options)
        : options_(std::move(options))
        , seats_(options_.processes, options_.waiting_max)
        , starter_("render-start", { .threads = 1, .queue_max = options_.processes })
    {
    }

    Result<std::vector<Rendition>> render(base::ByteView upload) override
    {
        if (auto const checked = check_bytes(upload); !checked) return tl::unexpected(checked.error());
        return with_process(
            [&](RenderProcess& process, Moment deadline) { return process.render(upload, deadline); });
    }

    Result<base::Bytes> fit(base::ByteView jpeg, std::size_t bytes_max) override
    {
        if (auto const checked = check_bytes(jpeg); !checked) return tl::unexpected(checked.error());
        auto const size = read_picture_size(jpeg);
        if (!size || size->width_px != size->height_px || sniff_picture(jpeg) != PictureType::jpeg)
            return fail(Code::content_conversion_failed, "The file is no rendition of a photo.");
        if (bytes_max == 0) return fail(Code::content_conversion_failed, "No picture fits into 0 bytes.");
        return with_process([&](RenderProcess& process, Moment deadline) {
            return process.fit(jpeg, size->width_px, bytes_max, deadline);
        });
    }

private:
    Result<> check_bytes(base::ByteView file) const
    {
        if (file.size() <= options_.upload_bytes_max) return {};
        return fail(Code::data_size_limit_exceeded,
            "The picture has " + std::to_string(file.size()) + " bytes, more than the limit of "
                + std::to_string(options_.upload_bytes_max) + ".");
    }

    // What `work(RenderProcess&, Moment deadline)` answers, in a process of our own for as long as it takes.
    template <class Work> std::invoke_result_t<Work, RenderProcess&, Moment> with_process(Work const& work)
    {
        auto const deadline = std::chrono::steady_clock::now() + options_.time_max;
        auto taken = seats_.take(deadline);
        if (!taken) return tl::unexpected(taken.error());
        auto process = std::move(*taken);
        auto answer = make_ready(process).and_then([&] { return work(*process, deadline); });
        if (process && !is_worth_keeping(*process)) process.reset();
        seats_.give_back(std::move(process));
        return answer;
    }

    // One that died at rest is no fault of this upload.
    Result<> make_ready(Process& process)
    {
        if (process && !process->is_broken()) return {};
        process.reset();
        return start().map([&](Process&& started) { process = std::move(started); });
    }

    // By the one thread that lives as long as the pool: the kernel kills a child when the thread that
    // started it ends, and callers' threads come and go.
    Result<Process> start()
    {
        std::packaged_task<Result<Process>()> task(
            [this] { return RenderProcess::start({ options_.program, settings_of(options_) }); });
        auto started = task.get_future();
        if (!starter_.post(std::move(task)))
            return fail(Code::server_busy, "Too many picture renderers are being started.");
        return started.get();
    }

    static bool is_worth_keeping(RenderProcess const& process)
    {
        return !process.is_broken() && process.uploads() < limits::renderer_uploads_max
            && process.resident_bytes() <= limits::renderer_idle_bytes_max;
    }

    RenderPoolOptions const options_;
    // Before the starter: it goes first, since with it the kernel kills the children, and then the
    // processes are reaped.
    Seats seats_;
    base::WorkerLane starter_;
};

std::filesystem::path folder_of_this_program()
{
    std::error_code error;
    return std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
}

}

std::filesystem::path default_render_program()
{
    auto const folder = folder_of_this_program();
    auto beside = folder / "likeness-render";
    std::error_code error;
    if (std::filesystem::exists(beside, error)) return beside;
    // PREFIX/bin/likeness and PREFIX/libexec/likeness/likeness-render, wherever PREFIX was moved to.
    return folder.parent_path() / LIKENESS_LIBEXEC_FOLDER / "likeness" / "likeness-render";
}

std::unique_ptr<PhotoRenderer> make_render_pool(RenderPoolOptions options)
{
    return std::make_unique<RenderPool>(std::move(options));
}

}
