using System.Text.RegularExpressions;

namespace Chat.DevHost.Output;

internal enum LineLevel
{
    Information,
    Warning,
    Error,
}

/// <summary>How bad a line is, by the marks that the programs of a composition use.</summary>
internal static partial class LineLevels
{
    /// <summary>Null if the line has no mark.</summary>
    public static LineLevel? Of(string line)
    {
        var match = Mark().Match(line);
        return !match.Success ? null
            : match.Groups["error"].Success ? LineLevel.Error
            : match.Groups["warning"].Success ? LineLevel.Warning
            : LineLevel.Information;
    }

    // In turn: .NET's console logger, PostgreSQL, librdkafka's syslog numbers, redis-server (which calls its greeting a warning).
    [GeneratedRegex(
        @"^(?:(?<error>fail|crit)|(?<warning>warn)|(?:info|dbug|trce)): " +
        @"|^\S+ \S+ \S+ \[\d+\] (?:(?<error>FATAL|PANIC)|(?<warning>WARNING|ERROR)|(?:LOG|DETAIL|HINT|STATEMENT|CONTEXT)): " +
        @"|^%(?:(?<error>[0-3])|(?<warning>4)|[5-7])\|" +
        @"|^\d+:[A-Z] \d+ \w+ \d+ \S+ [#.*-] ",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}
