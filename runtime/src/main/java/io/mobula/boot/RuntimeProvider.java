package io.mobula.boot;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.TaskContext;
import io.mobula.api.spi.MobulaProvider;
import io.mobula.core.message.Demand;
import io.mobula.session.EmbeddedNode;
import io.mobula.session.Sessions;
import java.util.List;

/** What stands behind {@code Mobula.connect()}. */
public final class RuntimeProvider implements MobulaProvider {
    @Override
    public Mobula connect(ConnectOptions options) {
        if (Sessions.inTask()) return Sessions.current();
        long cpus = Runtime.getRuntime().availableProcessors();
        return EmbeddedNode.open(
                new EmbeddedNode.Settings(new Demand(List.of(new Demand.Amount("cpu", cpus * Demand.UNIT))), 8, 3_000_000_000L, 1L << 30, io.mobula.api.resource.Bytes.mebi(512), 100 << 10));
    }

    @Override
    public Mobula current() {
        return Sessions.current();
    }

    @Override
    public TaskContext context() {
        return Sessions.context();
    }

    @Override
    public <T> ObjectRef<T> flatten(ObjectRef<? extends ObjectRef<? extends T>> ref) {
        return Sessions.flatten(ref);
    }
}
