package io.mobula.session;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;

/** The contract in one JVM, values shared or copied. */
class EmbeddedTest extends MobulaContract {
    @Override
    Mobula connect() {
        return Mobula.connect(ConnectOptions.embedded());
    }

    @Override
    public boolean boundsBytes() {
        return false;
    }
}
