// The primitives that records are written with: bytes, varints, fixed hashes, strings.
//
// Reading is total: whatever the bytes are, a RecordReader gives a value or throws DamagedRecord, in time and
// memory linear in their number. A number has one way to be written, so equal values give equal bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace lockstep {

struct DamagedRecord : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class RecordWriter {
 public:
  void Byte(std::uint8_t value) { bytes_ += static_cast<char>(value); }
  void Flag(bool value) { Byte(value ? 1 : 0); }

  // Seven bits a byte, least significant first; the top bit says that more follow.
  void Varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) Byte(static_cast<std::uint8_t>(value | 0x80));
    Byte(static_cast<std::uint8_t>(value));
  }
  // Zigzag: 0, -1, 1, -2 ... become 0, 1, 2, 3 ...
  void Signed(std::int64_t value) {
    const auto bits = static_cast<std::uint64_t>(value);
    Varint(bits << 1 ^ (value < 0 ? ~std::uint64_t{0} : 0));
  }
  // Little-endian, for hashes: a varint would need more.
  void Fixed32(std::uint32_t value) { Fixed<4>(value); }
  void Fixed64(std::uint64_t value) { Fixed<8>(value); }
  void String(std::string_view text) {
    Varint(text.size());
    bytes_ += text;
  }
  // `bytes` as they are: whoever reads them knows how many there are.
  void Raw(std::string_view bytes) { bytes_ += bytes; }
  std::string Take() { return std::move(bytes_); }

 private:
  template <int size>
  void Fixed(std::uint64_t value) {
    char bytes[size];
    for (int i = 0; i < size; ++i) bytes[i] = static_cast<char>(value >> 8 * i & 0xff);
    bytes_.append(bytes, size);
  }

  std::string bytes_;
};

class RecordReader {
 public:
  // `bytes` must outlive this object and the views it gives.
  explicit RecordReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t Byte() { return static_cast<std::uint8_t>(Take(1).front()); }
  bool Flag() {
    const std::uint8_t value = Byte();
    if (value > 1) throw DamagedRecord("a flag that is neither 0 nor 1");
    return value == 1;
  }
  std::uint64_t Varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::uint64_t byte = Byte();
      if (shift == 63 && byte > 1) break;
      value |= (byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      if (byte == 0 && shift > 0) throw DamagedRecord("a number with superfluous bytes");
      return value;
    }
    throw DamagedRecord("a number of more than 64 bits");
  }
  std::uint32_t Varint32() {
    const std::uint64_t value = Varint();
    if (value > UINT32_MAX) throw DamagedRecord("a number of more than 32 bits");
    return static_cast<std::uint32_t>(value);
  }
  std::int64_t Signed() {
    const std::uint64_t bits = Varint();
    return static_cast<std::int64_t>(bits >> 1 ^ ((bits & 1) != 0 ? ~std::uint64_t{0} : 0));
  }
  std::uint32_t Fixed32() { return static_cast<std::uint32_t>(Fixed<4>()); }
  std::uint64_t Fixed64() { return Fixed<8>(); }
  std::string_view View() { return Take(Varint()); }
  std::string String() { return std::string(View()); }

  // All that is left.
  std::string_view Rest() { return Take(rest_.size()); }

  // How many items follow. Each takes `item_size` bytes or more, so a damaged count cannot ask for memory.
  std::size_t Count(std::size_t item_size) {
    const std::uint64_t count = Varint();
    if (count > rest_.size() / item_size) throw DamagedRecord("a count that is larger than the record");
    return static_cast<std::size_t>(count);
  }
  void ExpectEnd() const {
    if (!rest_.empty()) throw DamagedRecord("bytes behind the end");
  }

 private:
  std::string_view Take(std::uint64_t size) {
    if (size > rest_.size()) throw DamagedRecord("the record is cut off");
    const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(size));
    rest_.remove_prefix(taken.size());
    return taken;
  }
  // A size that the compiler knows makes one load of it.
  template <int size>
  std::uint64_t Fixed() {
    const std::string_view bytes = Take(size);
    std::uint64_t value = 0;
    for (int i = 0; i < size; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)])} << 8 * i;
    }
    return value;
  }

  std::string_view rest_;
};

}  // namespace lockstep
