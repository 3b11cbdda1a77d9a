package io.mobula.session;

import io.mobula.api.spi.BodyCode;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.message.Urgency;
import io.mobula.core.task.TaskOptions;
import io.mobula.process.ActorLine;
import java.util.concurrent.ConcurrentHashMap;

/** The options of calls through one handle, made once for each body. */
final class CallOptions {
    private static final int MOST_KEPT = 256;
    private static final String LAMBDA = "lambda$";

    private record Key(BodyCode code, Inherited inherited) {}

    private final ActorSpec spec;
    private final CallSettings settings;
    private final ActorLine.Lane lane;
    private final ConcurrentHashMap<Key, TaskOptions> known = new ConcurrentHashMap<>();

    CallOptions(ActorSpec spec, CallSettings settings, ActorLine.Lane lane) {
        this.spec = spec;
        this.settings = settings;
        this.lane = lane;
    }

    TaskOptions of(BodyCode code, Inherited inherited) {
        var key = new Key(code, inherited);
        TaskOptions options = known.get(key);
        if (options != null) return options;
        if (known.size() >= MOST_KEPT) known.clear();
        options = make(key);
        known.put(key, options);
        return options;
    }

    private TaskOptions make(Key key) {
        return new TaskOptions(
                name(key.code),
                lane.shape,
                spec.policy().maxTaskRetries(),
                settings.retry(),
                Urgency.valueOf(key.inherited.priority().name()),
                key.inherited.lifetime());
    }

    /** {@code hits.increment} for a method reference; {@code hits.(lambda in run)}. */
    private String name(BodyCode code) {
        String method = code.name();
        if (method.startsWith(LAMBDA)) {
            String rest = method.substring(LAMBDA.length());
            int end = rest.indexOf('$');
            method = "(lambda in " + (end < 0 ? rest : rest.substring(0, end)) + ")";
        }
        return ActorNames.shown(spec) + "." + method;
    }
}
