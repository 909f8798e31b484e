using Chat.Contracts;

namespace Chat.Media.Sweeping;

/// <summary>Configuration <c>Media:*</c>.</summary>
internal sealed record SweepSettings
{
    /// <summary>An upload that was never completed goes so long after its last URL has ended.</summary>
    public TimeSpan UnfinishedAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>A completed medium that no message carries goes so long after its completion or its last claim. It has to be longer
    /// than a send may take from its claim to its commit, and than an upload URL is good for.</summary>
    public TimeSpan UnreferencedAfter { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The mean time between two sweeps.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(5);

    public static SweepSettings Of(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Media").Get<SweepSettings>() ?? new SweepSettings();
        return settings.UnreferencedAfter > Limits.UploadGrant
            ? settings
            : throw new InvalidOperationException(
                $"Media:UnreferencedAfter must be more than {Limits.UploadGrant}: an upload URL could write again what was swept.");
    }
}
