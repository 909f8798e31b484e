using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using System.Security.Claims;

namespace Chat.ServiceDefaults.Authentication;

/// <summary>Checks a token outside of a request's own authentication: a connection that goes on with a new one.</summary>
public sealed class TokenValidation(IServiceProvider services, IConfiguration configuration)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Null if it is not valid.</summary>
    public async Task<Caller?> CheckAsync(string token, CancellationToken cancellation)
    {
        var options = services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);
        var parameters = options.TokenValidationParameters.Clone();
        if (options.ConfigurationManager is { } authority)
        {
            var keys = await authority.GetConfigurationAsync(cancellation);
            parameters.ValidIssuers = [keys.Issuer];
            parameters.IssuerSigningKeys = keys.SigningKeys;
        }

        var result = await _handler.ValidateTokenAsync(token, parameters);
        return result.IsValid ? Caller.Of(new ClaimsPrincipal(result.ClaimsIdentity), TokenClaims.Of(configuration)) : null;
    }

    internal static TokenValidationParameters Parameters(IConfiguration configuration)
    {
        var parameters = new TokenValidationParameters
        {
            ValidateAudience = configuration["Auth:Audience"] is { Length: > 0 },
            ValidAudience = configuration["Auth:Audience"],
            ValidateLifetime = true,
            ClockSkew = TimeSpan.FromSeconds(5),
        };
        if (configuration["Auth:Authority"] is not { Length: > 0 })
        {
            parameters.ValidIssuer = SigningKey.Issuer;
            parameters.IssuerSigningKeys = SigningKey.Accepted(configuration);
            parameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        }

        return parameters;
    }
}
