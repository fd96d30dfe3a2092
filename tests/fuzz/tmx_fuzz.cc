// Fuzz target: any bytes are TMX or are refused; what is read of a unit is text, and units come in the order of their
// lines.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "exchange/tmx_reader.h"

namespace lockstep {
namespace {

void Expect(bool holds) {
  if (!holds) std::abort();
}

// The bytes as a file that no disk has.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(memfd_create("tmx", MFD_CLOEXEC)) {
    Expect(descriptor_ >= 0 && write(descriptor_, data, size) == static_cast<ssize_t>(size));
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string Path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

void Run(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(data, size);
  std::uint64_t last = 1;
  try {
    ReadTmx(file.Path(), [&](const TmxUnit& unit) {
      Expect(unit.line >= last);
      last = unit.line;
      for (const TmxUnit::Variant& variant : unit.variants) Expect(variant.text.find('\0') == std::string::npos);
    });
  } catch (const TmxError&) {
  }
}

}  // namespace
}  // namespace lockstep

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lockstep::Run(data, size);
  return 0;
}
