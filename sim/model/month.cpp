#include "model/month.hpp"

namespace steppe {
namespace {

using R = Lanes<native_width>;

} // namespace

template void advance_month(Structure const&, Arm const&, Draws<double> const&, int, Pack<double>&);
template void advance_month(Structure const&, Arm const&, Draws<R> const&, int, Pack<R>&);
template void advance_month(Structure const&, Arm const&, Draws<R> const&, int, Pack<R, R>&);
template struct Pack<double>;
template struct Pack<R>;
template struct Pack<R, R>;
template struct Parameters<double>;
template struct Parameters<R>;
template void scale_shares(Parameters<double>&, Sizes const&);
template void scale_shares(Parameters<R>&, Sizes const&);
template void open_world(Parameters<double> const&, Structure const&, OpeningValues<double>&);
template void open_world(Parameters<R> const&, Structure const&, OpeningValues<R>&);

} // namespace steppe
