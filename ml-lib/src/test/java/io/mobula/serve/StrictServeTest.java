package io.mobula.serve;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;

/** Serving with all of a cluster's semantics: classes of its own, and everything encoded. */
class StrictServeTest extends ServeContract {
    @Override
    Mobula connect() {
        return Mobula.connect(ConnectOptions.strict());
    }
}
