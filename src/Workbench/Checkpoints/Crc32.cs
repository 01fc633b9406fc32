namespace Workbench.Checkpoints;

/// <summary>The checksum of zip records (ISO 3309), eight bytes at a time.</summary>
internal struct Crc32()
{
    private static readonly uint[] Tables = MakeTables();

    private uint state = uint.MaxValue;

    /// <summary>The checksum of the bytes so far.</summary>
    public readonly uint Value => ~state;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = state;
        var tables = Tables;
        while (bytes.Length >= 8)
        {
            var low = crc ^ BitConverter.ToUInt32(bytes);
            var high = BitConverter.ToUInt32(bytes[4..]);
            crc = tables[(7 * 256) + (low & 0xff)] ^ tables[(6 * 256) + ((low >> 8) & 0xff)]
                ^ tables[(5 * 256) + ((low >> 16) & 0xff)] ^ tables[(4 * 256) + (low >> 24)]
                ^ tables[(3 * 256) + (high & 0xff)] ^ tables[(2 * 256) + ((high >> 8) & 0xff)]
                ^ tables[256 + ((high >> 16) & 0xff)] ^ tables[high >> 24];
            bytes = bytes[8..];
        }

        foreach (var one in bytes)
        {
            crc = (crc >> 8) ^ tables[(crc ^ one) & 0xff];
        }

        state = crc;
    }

    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }

            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
        {
            tables[i] = (tables[i - 256] >> 8) ^ tables[tables[i - 256] & 0xff];
        }

        return tables;
    }
}
