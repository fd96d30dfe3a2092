#include "store/heartbeat.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

#include "store/json_parts.h"

namespace lockstep {

void WriteHeartbeat(const std::string& directory, const Heartbeat& heartbeat) {
  const std::string path = directory + "/heartbeat";
  const std::string next = path + ".new";
  const Json line = {{"version", heartbeat.version},
                     {"begin_ms", heartbeat.begin_ms},
                     {"end_ms", heartbeat.end_ms},
                     {"documents", heartbeat.documents}};
  std::ofstream file(next, std::ios::binary | std::ios::trunc);
  file << line.dump() << '\n';
  file.close();
  if (file && std::rename(next.c_str(), path.c_str()) == 0) return;
  throw StoreError(fmt::format("store {}: cannot write {}: {}; make room, or correct its permissions", directory, path,
                               std::generic_category().message(errno)));
}

std::optional<Heartbeat> ReadHeartbeat(const std::string& directory) {
  std::ifstream file(directory + "/heartbeat", std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return std::nullopt;
  try {
    const Json line = Json::parse(text.str());
    return Heartbeat{.begin_ms = NumberOf<std::int64_t>(line, "begin_ms"),
                     .end_ms = NumberOf<std::int64_t>(line, "end_ms"),
                     .documents = NumberOf<std::uint64_t>(line, "documents"),
                     .version = line.at("version").get<std::string>()};
  } catch (const std::exception&) {  // of the JSON or of its numbers: whoever wrote that, it was no run
    return std::nullopt;
  }
}

}  // namespace lockstep
