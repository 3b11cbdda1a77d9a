package io.mobula.boot;

import io.mobula.api.ActorContext;
import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.StreamBuffer;
import io.mobula.api.TaskContext;
import io.mobula.api.spi.MobulaProvider;
import io.mobula.api.spi.Outlet;
import io.mobula.driver.ConnectTarget;
import io.mobula.session.Sessions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands behind {@code Mobula.connect()}: an embedded node, or a session with a cluster. */
public final class RuntimeProvider implements MobulaProvider {
    @Override
    public Mobula connect(ConnectOptions options) {
        if (Sessions.inTask()) return Sessions.current(); // a body never opens a membership of its own
        Map<String, String> environment = System.getenv();
        Optional<String> address = ConnectTarget.address(options, environment);
        return address.isPresent()
                ? ClusterBoot.connect(
                        ConnectTarget.find(address.get(), options, environment),
                        options.weight(),
                        OutputWish.of(options, environment))
                : EmbeddedBoot.open(options.mode());
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
    public ActorContext actorContext() {
        return Sessions.actorContext();
    }

    @Override
    public <T extends @Nullable Object> Outlet<T> outlet(StreamBuffer buffer) {
        return Sessions.outlet(buffer);
    }

    @Override
    public <T extends @Nullable Object> ObjectRef<T> flatten(ObjectRef<? extends ObjectRef<? extends T>> ref) {
        return Sessions.flatten(ref);
    }
}
