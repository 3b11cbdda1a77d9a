package io.mobula.cli.cluster;

import io.mobula.cli.certificate.Certificates;
import io.mobula.cli.certificate.NodeSubject;
import io.mobula.config.MobulaConfig;
import java.util.List;

/** Certificates for the nodes of this machine that have none yet, so that TLS is one setting here. Those that are there, or that the settings name elsewhere, are left alone. */
final class PlannedCertificates {
    private PlannedCertificates() {}

    static void make(ClusterFolder folder, MobulaConfig base, List<NodePlan> plans) {
        var certificates = new Certificates(folder.certificates());
        boolean ours = base.tls()
                .files()
                .map(files ->
                        files.ca().toAbsolutePath().equals(folder.certificates().caCertificate()))
                .orElse(false);
        if (!ours) return;
        if (!folder.certificates().hasAuthority()) certificates.createAuthority(clusterOf(base));
        for (NodePlan plan : plans) {
            if (folder.certificates().has(plan.name())) continue;
            certificates.issue(
                    new NodeSubject(plan.name(), List.of(plan.host())),
                    Certificates.NODE_LIFE,
                    Certificates.Present.REFUSE);
        }
    }

    private static String clusterOf(MobulaConfig base) {
        return base.cluster().id().map(Object::toString).orElse("");
    }
}
