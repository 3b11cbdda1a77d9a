package io.mobula.cli.cluster;

import io.mobula.cli.certificate.CertificateFolder;
import io.mobula.config.ConfigSources;
import io.mobula.config.ControlPeer;
import io.mobula.config.MobulaConfig;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * The folder of one cluster: its identity, its token, and what the supervisor keeps beside them.
 *
 * <p>The token opens the cluster to whoever reads it, so it is created with mode 0600, never made so afterwards.
 */
public record ClusterFolder(Path dir) {
    private static final int TOKEN_BYTES = 32;

    public ClusterFolder {
        dir = dir.toAbsolutePath().normalize();
    }

    public Path conf() {
        return dir.resolve("cluster.conf");
    }

    public Path token() {
        return dir.resolve("token");
    }

    /** What `tls.ca` in {@link #conf} names, if it is there: programs and commands verify nodes by it. */
    public Optional<Path> ca() {
        return Optional.of(certificates().caCertificate()).filter(Files::exists);
    }

    public CertificateFolder certificates() {
        return new CertificateFolder(dir.resolve("tls"));
    }

    public Path logs() {
        return dir.resolve("logs");
    }

    Path nodes() {
        return dir.resolve("nodes");
    }

    Path nodeConf(String node) {
        return nodes().resolve(node + ".conf");
    }

    Path nodeLog(String node) {
        return logs().resolve(node + ".log");
    }

    public Path supervisorLog() {
        return logs().resolve("supervisor.log");
    }

    Path state() {
        return dir.resolve("supervisor.json");
    }

    Path lock() {
        return dir.resolve("supervisor.lock");
    }

    public boolean isInitialised() {
        return Files.exists(conf());
    }

    /**
     * Writes other keepers of the control log into the nodes' settings, for their next start.
     *
     * @return false if these nodes' settings are not here
     */
    public boolean rewriteKeepers(List<String> keepers) {
        try {
            var peers = new ArrayList<String>();
            for (String keeper : keepers) {
                if (!Files.exists(nodeConf(keeper))) return false;
                MobulaConfig config = MobulaConfig.load(ConfigSources.none().withFile(nodeConf(keeper)));
                peers.add("      \""
                        + new ControlPeer(
                                keeper,
                                config.node().host(),
                                config.control().pekkoPort(),
                                config.control().raftPort())
                        + "\"\n");
            }
            try (Stream<Path> confs = Files.list(nodes())) {
                for (Path conf :
                        confs.filter(file -> file.toString().endsWith(".conf")).toList()) {
                    String text = Files.readString(conf);
                    Path draft = conf.resolveSibling(conf.getFileName() + ".new");
                    Files.writeString(
                            draft,
                            text.replaceFirst(
                                    "nodes = \\[[^]]*]",
                                    Matcher.quoteReplacement("nodes = [\n" + String.join("", peers) + "    ]")));
                    Files.move(draft, conf, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return true;
        } catch (IOException failed) {
            throw new CommandFailed(
                    "The nodes' settings in %s cannot be brought up to date: %s.".formatted(nodes(), failed), failed);
        }
    }

    /** Creates the cluster once; a second time is refused, because nodes of the first one would be locked out. */
    public UUID initialise() {
        if (isInitialised() || Files.exists(token())) {
            throw new CommandFailed(
                    "%s holds a cluster already. Choose another --dir, or remove that folder first.".formatted(dir));
        }
        UUID id = UUID.randomUUID();
        try {
            createPrivateFolder(dir);
            writeNew(token(), newToken() + "\n", "rw-------");
            writeNew(conf(), confText(id), "rw-r--r--");
        } catch (FileAlreadyExistsException raced) {
            throw new CommandFailed(
                    "%s was made by somebody else just now. Choose another --dir.".formatted(raced.getFile()), raced);
        } catch (IOException failed) {
            throw new CommandFailed(
                    "The cluster's folder %s cannot be written: %s. Choose another --dir.".formatted(dir, failed),
                    failed);
        }
        return id;
    }

    /** Creates a folder, and those above it, that only this user may enter. */
    static void createPrivateFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        if (isPosix(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static void writeNew(Path file, String text, String mode) throws IOException {
        if (isPosix(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    private static boolean isPosix(Path path) {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix");
    }

    private static String newToken() {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static String confText(UUID id) {
        return """
            # Made by `mobula cluster init`. Settings added here hold for every node of the cluster;
            # docs/configuration.md lists them.
            mobula {
              cluster {
                id = %s
                token-file = token
              }
              tls.ca = "tls/ca.crt"
            }
            """.formatted(id);
    }
}
