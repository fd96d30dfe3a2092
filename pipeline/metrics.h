// What a monitor draws curves of and sounds alarms on: the site's state in Prometheus' text format, for the textfile
// collector of node_exporter.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "pipeline/configuration.h"
#include "stages/model/diagnostic.h"
#include "stages/model/verdict.h"
#include "store/heartbeat.h"
#include "store/store.h"

namespace lockstep {

struct Metrics {
  std::string site;                                               // tells the sites of one machine apart
  std::map<std::string, std::map<State, std::uint64_t>> reviews;  // by target language
  std::map<std::string, std::int64_t> oldest_debt_ms;             // by target language, where there is one
  std::map<Severity, std::uint64_t> diagnostics;
  std::optional<Heartbeat> heartbeat;
};

Metrics CollectMetrics(const StoreReader& reader, const Configuration& configuration);

// The text format, version 0.0.4; sorted.
std::string RenderMetrics(const Metrics& metrics);

// Collects, and replaces `file` as a whole: its reader never sees half of it. Throws as WriteFileAtomically does.
void WriteMetrics(const std::string& file, const StoreReader& reader, const Configuration& configuration);

}  // namespace lockstep
