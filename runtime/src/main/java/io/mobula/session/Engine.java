package io.mobula.session;

import io.mobula.api.Cluster.Traffic;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import io.mobula.process.LocalProcess;
import java.util.function.Supplier;

/** What all sessions of one process share. */
record Engine(LocalProcess process, Payloads payloads, OptionsCache options, FailureWords words, Supplier<ClusterView> view, Supplier<Traffic> traffic) {
    ProcessId self() {
        return process.self();
    }
}
