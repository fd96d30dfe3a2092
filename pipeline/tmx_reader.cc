#include "pipeline/tmx_reader.h"

#include <expat.h>
#include <fmt/format.h>

#include <array>
#include <exception>
#include <fstream>
#include <memory>
#include <string_view>

namespace lockstep {
namespace {

// No segment of a translation is as long; what is, is skipped.
constexpr std::size_t kMaxText = 1 << 20;
// A unit in 100 languages is one; beyond that, memory must not follow the file.
constexpr std::size_t kMaxVariants = 1000;
constexpr std::size_t kMaxDepth = 100;

class TmxParser {
 public:
  TmxParser(const std::string& path, const std::function<void(const TmxUnit&)>& visit)
      : path_(path), visit_(&visit), parser_(XML_ParserCreate(nullptr), XML_ParserFree) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), OnBegin, OnEnd);
    XML_SetCharacterDataHandler(parser_.get(), OnText);
    XML_SetSkippedEntityHandler(parser_.get(), OnSkippedEntity);
  }

  void Read() {
    std::ifstream file(path_, std::ios::binary);
    if (!file) throw TmxError(fmt::format("cannot read {}", path_));
    std::array<char, 1 << 16> buffer{};
    for (bool last = false; !last;) {
      file.read(buffer.data(), buffer.size());
      if (file.bad()) throw TmxError(fmt::format("cannot read on in {}", path_));
      last = file.eof();
      Parse({buffer.data(), static_cast<std::size_t>(file.gcount())}, last);
    }
    if (!seen_root_) Fail("it is empty");
  }

 private:
  void Parse(std::string_view bytes, bool last) {
    const XML_Status status = XML_Parse(parser_.get(), bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
    if (failure_) std::rethrow_exception(failure_);
    if (status == XML_STATUS_OK) return;
    const XML_Error code = XML_GetErrorCode(parser_.get());
    if (code == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) Fail("its entities explode");
    if (code == XML_ERROR_NO_ELEMENTS) Fail(last && !seen_root_ ? "it is no XML, or is cut off" : "it is cut off");
    Fail(fmt::format("it is not well-formed: {}", XML_ErrorString(code)));
  }

  [[noreturn]] void Fail(const std::string& why) const { throw TmxError(fmt::format("{}:{}: {}", path_, Line(), why)); }
  std::uint64_t Line() const { return XML_GetCurrentLineNumber(parser_.get()); }

  // Expat is C: no exception may pass through it.
  template <typename Work>
  void Guarded(const Work& work) {
    if (failure_) return;
    try {
      work();
    } catch (...) {
      failure_ = std::current_exception();
      XML_StopParser(parser_.get(), XML_FALSE);
    }
  }
  static TmxParser& Self(void* data) { return *static_cast<TmxParser*>(data); }
  static void OnBegin(void* data, const XML_Char* name, const XML_Char** attributes) {
    Self(data).Guarded([&] { Self(data).Begin(name, attributes); });
  }
  static void OnEnd(void* data, const XML_Char* name) {
    Self(data).Guarded([&] { Self(data).End(name); });
  }
  static void OnText(void* data, const XML_Char* text, int size) {
    Self(data).Guarded([&] { Self(data).Text({text, static_cast<std::size_t>(size)}); });
  }
  static void OnSkippedEntity(void* data, const XML_Char* name, int is_parameter) {
    if (is_parameter == 0) Self(data).Problem(fmt::format("the entity &{}; is not known", name));
  }

  static std::string Attribute(const XML_Char** attributes, std::string_view name) {
    for (; *attributes != nullptr; attributes += 2) {
      if (*attributes == name) return attributes[1];
    }
    return {};
  }

  void Problem(const std::string& problem) {
    if (unit_.problem.empty()) unit_.problem = problem;
  }

  void Begin(std::string_view name, const XML_Char** attributes) {
    if (++depth_ > kMaxDepth) Fail("its elements are nested too deep");
    if (!seen_root_) {
      if (name != "tmx") Fail(fmt::format("it is no TMX: it begins with <{}>, expected <tmx>", name));
      seen_root_ = true;
    } else if (name == "header") {
      header_lang_ = Attribute(attributes, "srclang");
    } else if (name == "tu") {
      BeginUnit(attributes);
    } else if (name == "tuv") {
      BeginVariant(attributes);
    } else if (name == "seg") {
      in_segment_ = true;
    } else if (name == "prop" && !in_segment_) {
      property_ = Attribute(attributes, "type");
      in_property_ = true;
      text_.clear();
    }
  }

  void BeginUnit(const XML_Char** attributes) {
    unit_ = {};
    unit_.line = Line();
    unit_.source_lang = Attribute(attributes, "srclang");
    if (unit_.source_lang.empty()) unit_.source_lang = header_lang_;
    unit_.creation_date = Attribute(attributes, "creationdate");
    in_unit_ = true;
  }

  void BeginVariant(const XML_Char** attributes) {
    std::string lang = Attribute(attributes, "xml:lang");
    if (lang.empty()) lang = Attribute(attributes, "lang");
    if (lang.empty()) Problem("a variant names no language");
    if (unit_.variants.size() == kMaxVariants) return Problem("it has too many variants");
    unit_.variants.push_back({std::move(lang), {}});
  }

  void End(std::string_view name) {
    --depth_;
    if (name == "seg") {
      in_segment_ = false;
    } else if (name == "prop" && in_property_) {
      if (in_unit_) unit_.properties.emplace_back(std::move(property_), std::move(text_));
      in_property_ = false;
      text_.clear();
    } else if (name == "tu") {
      in_unit_ = false;
      (*visit_)(unit_);
    }
  }

  void Text(std::string_view text) {
    if (in_segment_ && !unit_.variants.empty()) {
      Append(text, unit_.variants.back().text);
    } else if (in_property_) {
      Append(text, text_);
    }
  }

  void Append(std::string_view text, std::string& to) {
    if (to.size() + text.size() > kMaxText) return Problem("a text of it is too long");
    to += text;
  }

  std::string path_;
  const std::function<void(const TmxUnit&)>* visit_;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser_;
  std::exception_ptr failure_;
  bool seen_root_ = false;
  std::size_t depth_ = 0;
  std::string header_lang_;
  TmxUnit unit_;
  bool in_unit_ = false;
  bool in_segment_ = false;
  bool in_property_ = false;
  std::string property_;  // the type of the one that is read
  std::string text_;      // its value so far
};

}  // namespace

void ReadTmx(const std::string& path, const std::function<void(const TmxUnit&)>& visit) {
  TmxParser(path, visit).Read();
}

}  // namespace lockstep
