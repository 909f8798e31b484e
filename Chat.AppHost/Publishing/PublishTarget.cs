namespace Chat.AppHost.Publishing;

/// <summary>What a manifest describes; <c>Publish:Target</c>.</summary>
internal enum PublishTarget
{
    /// <summary>Azure's own services, private and without passwords where they allow it. The default.</summary>
    Azure,

    /// <summary>Everything as containers: the cheapest try-out.</summary>
    Containers,
}

internal static class PublishTargetText
{
    public static PublishTarget Of(IDistributedApplicationBuilder builder) => builder.Configuration["Publish:Target"] switch
    {
        null or "" or "azure" => PublishTarget.Azure,
        "containers" => PublishTarget.Containers,
        var other => throw new DistributedApplicationException($"Publish:Target is 'azure' or 'containers', not '{other}'."),
    };
}
