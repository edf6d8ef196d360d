#include "model/month.hpp"

namespace steppe {

template void advance_month(Structure const&, Arm const&, Draws<double> const&, int, Pack<double>&, PhaseClock&);
template void advance_month(Structure const&, Arm const&, Draws<Lanes<native_width>> const&, int, Pack<Lanes<native_width>>&,
                            PhaseClock&);
template struct Pack<double>;
template struct Pack<Lanes<native_width>>;
template struct Parameters<double>;
template struct Parameters<Lanes<native_width>>;
template void scale_shares(Parameters<double>&, Sizes const&);
template void scale_shares(Parameters<Lanes<native_width>>&, Sizes const&);
template void open_world(Parameters<double> const&, Structure const&, Arm const&, Calibration<double>&, World<double>&,
                         MonthWork<double>&);
template void open_world(Parameters<Lanes<native_width>> const&, Structure const&, Arm const&,
                         Calibration<Lanes<native_width>>&, World<Lanes<native_width>>&, MonthWork<Lanes<native_width>>&);

} // namespace steppe
