package dev.croft.view;

import dev.croft.core.problem.InputDataException;
import dev.croft.core.problem.ResourceException;
import dev.croft.core.run.RunContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the fields of an archive lie, by id, in a file beside it that pages read in parts: two requests find a field among any number. All
 * numbers are big-endian.
 *
 * <ol>
 *   <li>The eight letters {@code croftpl1}.
 *   <li>The number of entries in each of {@link #BUCKET_COUNT} buckets, 4 bytes each.
 *   <li>The entries of {@link #ENTRY_BYTES} bytes, in rising order of their keys, taken as unsigned: 8 bytes of {@link #key}, 3 bytes of x
 *       and 3 of y, the place in units of 2<sup>-24</sup> of the world's square in Web Mercator (EPSG:3857), from its north-western corner.
 * </ol>
 *
 * The first 12 bits of a key are the number of its bucket. Two ids share a key once in 2<sup>64</sup>; whoever goes to the place looks
 * whether the field is there.
 *
 * @param idCount ids that it has
 */
public record PlaceIndex(Path file, long idCount) {
    /** What is added to the name of an archive. */
    public static final String SUFFIX = ".places";

    static final byte[] MAGIC = "croftpl1".getBytes(StandardCharsets.US_ASCII);
    static final int BUCKET_BITS = 12;
    static final int BUCKET_COUNT = 1 << BUCKET_BITS;
    static final int PLACE_BITS = 24;
    static final int ENTRY_BYTES = Long.BYTES + 2 * PLACE_BITS / Byte.SIZE;
    static final int HEADER_BYTES = MAGIC.length + BUCKET_COUNT * Integer.BYTES;

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long FIRST_FACTOR = 0xff51afd7ed558ccdL;
    private static final long SECOND_FACTOR = 0xc4ceb9fe1a85ec53L;
    private static final int MIXING_SHIFT = 33;

    /**
     * Makes the index of an archive, as a temporary file of the job.
     *
     * @param idAttribute attribute that is searched besides the ids of the features
     * @param name of the file; one of that name is replaced
     * @throws InputDataException when a tile is damaged
     * @throws ResourceException when it does not fit
     */
    public static PlaceIndex of(YearArchive archive, String idAttribute, String name, RunContext context)
            throws IOException {
        try (ArchivePlaces places = ArchivePlaces.open(archive, idAttribute)) {
            long bytes = places.fieldsAtMost() * (PlaceSort.RECORD_BYTES + ENTRY_BYTES);
            Path folder = context.scratch().directoryFor(Path.of(name), bytes);
            Path file = folder.resolve(name);
            try (PlaceSort sort = PlaceSort.in(Files.createTempDirectory(folder, "places-"))) {
                places.forEach(context, (id, x, y) -> sort.add(key(id), units(x), units(y)));
                return new PlaceIndex(file, sort.write(file));
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        }
    }

    private static int units(double world) {
        double most = (1 << PLACE_BITS) - 1;
        return (int) Math.max(0, Math.min(most, Math.scalb(world, PLACE_BITS)));
    }

    /** FNV-1a (Fowler, Noll and Vo), whose first bits tell short texts badly apart, mixed as MurmurHash3 does in the end (Appleby). */
    static long key(String id) {
        long hash = FNV_BASIS;
        for (byte one : id.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xff)) * FNV_PRIME;
        }
        hash = (hash ^ (hash >>> MIXING_SHIFT)) * FIRST_FACTOR;
        hash = (hash ^ (hash >>> MIXING_SHIFT)) * SECOND_FACTOR;
        return hash ^ (hash >>> MIXING_SHIFT);
    }
}
