namespace Workbench.Text.Files;

/// <summary>What a SentencePiece entry is for; the numbers are those of the file.</summary>
internal enum SentencePieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
