package io.mobula.tls;

import java.nio.file.Path;

/**
 * Where a node's certificates lie, each as PEM.
 *
 * @param ca one or more authorities; two while one follows the other
 * @param certificate the node's, with those between it and the authority after it
 */
public record TlsFiles(Path ca, Path certificate, Path key) {}
