package io.mobula.session;

import io.mobula.api.Mobula;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Share;
import io.mobula.core.process.ProcessCore;
import io.mobula.process.Links;
import io.mobula.process.LocalProcess;
import java.util.Optional;

/** The session of a program with a cluster: its process owns what it submits and runs nothing. */
public final class DriverSession {
    private final LocalProcess process;
    private final Engine engine;

    /** @param end of the attachment, once the session is closed */
    public DriverSession(
            ProcessCore.Settings core,
            Share share,
            Links links,
            StoredValues store,
            ClassLoader loader,
            NodeSessions.Limits limits,
            NodeSessions.Sight sight,
            Runnable end) {
        process = new LocalProcess(
                core,
                links,
                sight.directory(),
                store,
                (task, _) -> new Outcome.Failed(new Failure.JobEnded()),
                limits.backlogBytes());
        process.seesNodes(() -> NodeSessions.nodes(sight.view()));
        var payloads = new EncodedPayloads(EncodedPayloads.Code.of(loader), store, limits.inlineLimitBytes());
        var closing = new Closing(process, Optional.of(sight.node()), () -> {
            process.close();
            end.run();
        });
        engine = new Engine(process, payloads, new Engine.Surroundings(sight.view(), sight.traffic()), share, closing);
    }

    public LocalProcess process() {
        return process;
    }

    public Mobula mobula() {
        return engine.root();
    }
}
