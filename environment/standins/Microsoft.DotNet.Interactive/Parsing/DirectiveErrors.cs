namespace Microsoft.DotNet.Interactive.Parsing;

internal static class DirectiveErrors
{
    internal const string UnknownDirective = "DNI101";
    internal const string UnknownParameterName = "DNI103";
    internal const string MissingRequiredParameter = "DNI104";
    internal const string TooManyOccurrencesOfParameter = "DNI105";
    internal const string FailedToDeserialize = "DNI108";
    internal const string ValueNotFoundInKernel = "DNI202";
    internal const string CustomMagicCommandError = "DNI211";
}
