package dev.croft.cli;

import dev.croft.core.problem.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that a command writes several files into. */
final class OutputFolder {
    private OutputFolder() {}

    /**
     * Makes the folder unless it is there.
     *
     * @param option what names the folder, for messages
     * @throws ConfigurationException when a file has its name
     */
    static void make(Path folder, String option) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(
                    "Cannot write into " + folder + ": " + e.getFile() + " is there and is no folder. Give " + option
                            + " another name.",
                    e);
        }
    }
}
