namespace Chat.Media.Signing;

/// <summary>Where clients reach the store: <c>Media:PublicBaseUrl</c> (a CDN, a proxy), else the account's own address. What stands
/// behind the account's address stays as it is; the signature does not cover the host.</summary>
internal sealed class PublicAddress(Uri account, string? publicBaseUrl)
{
    private readonly string _account = account.AbsoluteUri.TrimEnd('/');
    private readonly string? _public = string.IsNullOrEmpty(publicBaseUrl) ? null : new Uri(publicBaseUrl).AbsoluteUri.TrimEnd('/');

    public string Of(Uri signed) => _public is null ? signed.AbsoluteUri : _public + signed.AbsoluteUri[_account.Length..];
}
