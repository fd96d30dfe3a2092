// The view of a store that is not there yet.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/engine.h"

namespace lockstep {

class EmptyView : public View {
 public:
  std::optional<std::string> Get(std::string_view /*key*/) const override { return std::nullopt; }
  using View::Scan;
  void Scan(std::string_view /*prefix*/, std::string_view /*from*/, const Visitor& /*visit*/) const override {}
  std::unique_ptr<Cursor> Open(std::string_view /*prefix*/, std::string_view /*from*/) const override {
    return std::make_unique<End>();
  }

 private:
  class End : public Cursor {
   public:
    bool Valid() const override { return false; }
    void Next() override {}
    std::string_view key() const override { return {}; }
    std::string_view value() const override { return {}; }
  };
};

}  // namespace lockstep
