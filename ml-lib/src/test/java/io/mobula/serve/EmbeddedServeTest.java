package io.mobula.serve;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;

/** Serving on the actors of an embedded node. */
class EmbeddedServeTest extends ServeContract {
    @Override
    Mobula connect() {
        return Mobula.connect(ConnectOptions.embedded());
    }
}
