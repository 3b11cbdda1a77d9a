package io.mobula.train;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;

/** Everything encoded, and run in a class loader of its own, as on a cluster. */
class StrictTrainerTest extends TrainerContract {
    @Override
    Mobula connect() {
        return Mobula.connect(ConnectOptions.strict());
    }
}
