package io.mobula.serve;

import io.mobula.api.Mobula;

/** Serving alone: its actors are the tests' own. */
class LocalServeTest extends ServeContract {
    @Override
    Mobula connect() {
        return new LocalMobula();
    }
}
