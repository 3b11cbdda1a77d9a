package io.mobula.cli.certificate;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a cluster's certificates lie: beside one another, a node's by its name. */
public record CertificateFolder(Path dir) {
    public Path caCertificate() {
        return dir.resolve("ca.crt");
    }

    /** Whoever has it can make nodes: it stays where certificates are made. */
    public Path caKey() {
        return dir.resolve("ca.key");
    }

    public Path certificate(String node) {
        return dir.resolve(node + ".crt");
    }

    public Path key(String node) {
        return dir.resolve(node + ".key");
    }

    public boolean hasAuthority() {
        return Files.exists(caCertificate()) && Files.exists(caKey());
    }

    public boolean has(String node) {
        return Files.exists(certificate(node)) && Files.exists(key(node));
    }
}
