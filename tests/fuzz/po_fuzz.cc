// Fuzz target: any bytes are PO or have problems; what was read is written and read again as the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "exchange/answers_builder.h"
#include "exchange/po_reader.h"
#include "tests/fuzz/package_round_trip.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lockstep::AnswersBuilder answers;
  lockstep::ReadPo({reinterpret_cast<const char*>(data), size}, answers);
  lockstep::CheckRoundTrip(answers.Take());
  return 0;
}
