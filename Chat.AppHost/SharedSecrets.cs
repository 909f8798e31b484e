namespace Chat.AppHost;

/// <summary>
/// What services share: the key of people's tokens, and the secret of internal calls. Published, there is a second one of each,
/// accepted and not used: an operator exchanges one for another by way of it.
/// </summary>
internal sealed record SharedSecrets(
    IResourceBuilder<ParameterResource> SigningKey,
    IResourceBuilder<ParameterResource>? OtherSigningKey,
    IResourceBuilder<ParameterResource> Internal,
    IResourceBuilder<ParameterResource>? OtherInternal)
{
    public static SharedSecrets Of(IDistributedApplicationBuilder builder, string data)
    {
        var published = builder.ExecutionContext.IsPublishMode;
        return new SharedSecrets(
            builder.AddSecret("auth-signing-key", data),
            published ? builder.AddSecret("auth-signing-key-other") : null,
            builder.AddSecret("auth-internal-secret", data),
            published ? builder.AddSecret("auth-internal-secret-other") : null);
    }
}
