package io.mobula.code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Jars that lie on this host for another reason, by content. Hashed when first asked for; one that has changed since is no longer found. */
final class Residents {
    private final List<Path> jars;
    private volatile Optional<Map<String, Path>> byHash = Optional.empty();

    Residents(List<Path> jars) {
        this.jars = jars.stream().filter(Files::isRegularFile).toList();
    }

    Optional<Path> find(String sha256) {
        Path jar = known().get(sha256);
        try {
            return jar != null && Sha256.of(jar).equals(sha256) ? Optional.of(jar) : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private Map<String, Path> known() {
        if (byHash.isPresent()) return byHash.get();
        synchronized (this) {
            if (byHash.isEmpty()) byHash = Optional.of(hashAll());
            return byHash.get();
        }
    }

    private Map<String, Path> hashAll() {
        var hashes = new ConcurrentHashMap<String, Path>();
        jars.parallelStream().forEach(jar -> {
            try {
                hashes.put(Sha256.of(jar), jar);
            } catch (IOException unreadable) {
                // Then it is fetched like any other.
            }
        });
        return hashes;
    }
}
