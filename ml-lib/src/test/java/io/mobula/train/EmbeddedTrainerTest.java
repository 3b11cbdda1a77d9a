package io.mobula.train;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;

class EmbeddedTrainerTest extends TrainerContract {
    @Override
    Mobula connect() {
        return Mobula.connect(ConnectOptions.embedded());
    }
}
