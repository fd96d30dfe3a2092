// Standard output that remembers why it failed.
//
// std::cout says that a write failed, but errno is overwritten by the time the error is caught: destructors close
// files on the way. A closed pipe must be told from a full disk.
#pragma once

#include <unistd.h>

#include <array>
#include <cerrno>
#include <streambuf>

namespace lockstep {

class OutputBuffer : public std::streambuf {
 public:
  explicit OutputBuffer(int descriptor) : descriptor_(descriptor) { Reset(); }
  ~OutputBuffer() override { (void)Write(); }
  OutputBuffer(const OutputBuffer&) = delete;
  OutputBuffer& operator=(const OutputBuffer&) = delete;

  // The errno of the first write that failed, or 0.
  int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override {
    if (!Write()) return traits_type::eof();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }
  int sync() override { return Write() ? 0 : -1; }

 private:
  void Reset() { setp(buffer_.data(), buffer_.data() + buffer_.size()); }

  // What could not be written is dropped: the reader is gone, or the run fails.
  bool Write() {
    const char* at = pbase();
    while (error_ == 0 && at < pptr()) {
      const ssize_t written = write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
      if (written >= 0) {
        at += written;
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
    Reset();
    return error_ == 0;
  }

  int descriptor_;
  int error_ = 0;
  std::array<char, 1 << 16> buffer_;
};

}  // namespace lockstep
